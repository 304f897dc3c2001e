package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition, never for a time. */
final class Await {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /** A condition that may fail to be examined. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(Duration patience, Supplier<String> what, Condition condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        fail("within " + patience + ": " + what.get());
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (Exception e) {
      return false;
    }
  }
}
