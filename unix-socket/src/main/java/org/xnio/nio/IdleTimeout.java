package org.xnio.nio;

/** One direction's idle time; asked at each transfer, by the thread that transfers. */
final class IdleTimeout {
  private volatile int millis;
  private long lastTransfer;

  int millis() {
    return millis;
  }

  void millis(int value) {
    millis = Math.max(0, value);
  }

  /** True when nothing moved now and nothing has moved for longer than the time allowed. */
  boolean expiredAfter(long transferred) {
    int limit = millis;
    if (limit == 0) {
      return false;
    }
    long now = System.nanoTime();
    if (transferred > 0 || lastTransfer == 0) {
      lastTransfer = now;
      return false;
    }
    return now - lastTransfer > limit * 1_000_000L;
  }
}
