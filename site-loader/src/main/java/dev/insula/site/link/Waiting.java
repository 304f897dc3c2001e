package dev.insula.site.link;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** Waits as a thread that may block does. */
final class Waiting {
  private Waiting() {}

  /** Waits until it is so or the time is over; the condition belongs to the lock. */
  static void on(Condition condition, Lock lock, long nanos, BooleanSupplier isSo)
      throws InterruptedIOException {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !isSo.getAsBoolean()) {
        left = condition.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the host");
    } finally {
      lock.unlock();
    }
  }
}
