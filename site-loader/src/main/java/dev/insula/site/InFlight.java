package dev.insula.site;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are being answered; can be shut, and then waited for. No lock. */
final class InFlight {
  private static final int SHUT = Integer.MIN_VALUE;

  /** The count; {@link #SHUT} is added when no more may enter. */
  private final AtomicInteger state = new AtomicInteger();

  private final CountDownLatch empty = new CountDownLatch(1);

  /** Whether one more may begin; then {@link #leave} must follow. */
  boolean enter() {
    if (state.incrementAndGet() > 0) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    if (state.decrementAndGet() == SHUT) {
      empty.countDown();
    }
  }

  /** Lets no more begin; later calls change nothing. */
  void shut() {
    int before = state.getAndUpdate(count -> count < 0 ? count : count + SHUT);
    if (before == 0) {
      empty.countDown();
    }
  }

  int count() {
    return state.get() & Integer.MAX_VALUE;
  }

  /** Waits until all have left after {@link #shut}; false when the time was over before. */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    return empty.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
