package dev.insula.site;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process brings about. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Await() {}

  /** Returns once the condition holds; fails after 30 seconds. */
  public static void until(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not come about within " + LIMIT.toSeconds() + " s.");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
