package dev.insula.site;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the requests that are being answered; can be shut, and then waited for. No lock, and one
 * cell for each I/O thread, so that threads do not share a cache line. A request must leave through
 * the cell through which it entered.
 */
final class InFlight {
  /** Longs in a cache line, twice, as adjacent lines are fetched together. */
  private static final int SPACING = 16;

  static final int CELLS =
      Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);

  private final AtomicLongArray cells = new AtomicLongArray(CELLS * SPACING);
  private final CountDownLatch empty = new CountDownLatch(1);
  private volatile boolean shut;

  /** The cell of an I/O thread, by the thread's number. */
  static int cell(int thread) {
    return thread & (CELLS - 1);
  }

  /** Whether one more may begin; then {@link #leave} must follow. */
  boolean enter(int cell) {
    cells.getAndIncrement(cell * SPACING);
    if (!shut) {
      return true;
    }
    leave(cell);
    return false;
  }

  void leave(int cell) {
    cells.getAndDecrement(cell * SPACING);
    tellIfEmpty();
  }

  /** Lets no more begin; later calls change nothing. */
  void shut() {
    shut = true;
    tellIfEmpty();
  }

  private void tellIfEmpty() {
    if (shut && count() == 0) {
      empty.countDown();
    }
  }

  /** The sum; exact once it is shut, but for those that are being turned away. */
  int count() {
    long sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += cells.get(cell * SPACING);
    }
    return (int) Math.max(0, sum);
  }

  /** Waits until all have left after {@link #shut}; false when the time was over before. */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    return empty.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
