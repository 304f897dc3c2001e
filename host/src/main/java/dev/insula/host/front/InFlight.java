package dev.insula.host.front;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts requests in flight, in one cell for each I/O thread so that threads do not share a cache
 * line. A request must leave through the cell through which it entered.
 */
final class InFlight {
  /** Longs in a cache line, twice, as adjacent lines are fetched together. */
  private static final int SPACING = 16;

  static final int CELLS =
      Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1) * 2;

  private final AtomicLongArray cells = new AtomicLongArray(CELLS * SPACING);

  /** The cell of an I/O thread, by the thread's number. */
  static int cell(int thread) {
    return thread & (CELLS - 1);
  }

  void enter(int cell) {
    cells.getAndIncrement(cell * SPACING);
  }

  void leave(int cell) {
    cells.getAndDecrement(cell * SPACING);
  }

  /** The sum; exact once nobody enters any more, never below zero. */
  long count() {
    long sum = 0;
    for (int i = 0; i < CELLS; i++) {
      sum += cells.get(i * SPACING);
    }
    return Math.max(0, sum);
  }
}
