package dev.insula.site.link;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.xnio.Xnio;

/** Whether one side of a stream is to be told of what it can do, and who waits for that. */
final class Interest {
  private final ServedStream stream;
  private final ServedLink link;
  private final Condition changed;
  private boolean resumed;
  private boolean woken;

  Interest(ServedStream stream, ServedLink link) {
    this.stream = stream;
    this.link = link;
    this.changed = link.lock.newCondition();
  }

  /** Wakes whoever waits; with the lock held. */
  void signal() {
    changed.signalAll();
  }

  /** Whether it is to be told of something; with the lock held. */
  boolean isThere() {
    return resumed;
  }

  /** Whether it is to be told even of nothing; with the lock held. */
  boolean isWoken() {
    return woken;
  }

  /** It is being told; with the lock held. */
  void told() {
    woken = false;
  }

  void resume(boolean wakeUp) {
    link.lock.lock();
    try {
      resumed = true;
      woken |= wakeUp;
      stream.beDue();
    } finally {
      link.lock.unlock();
    }
  }

  void suspend() {
    link.lock.lock();
    try {
      resumed = false;
    } finally {
      link.lock.unlock();
    }
  }

  boolean isResumed() {
    link.lock.lock();
    try {
      return resumed;
    } finally {
      link.lock.unlock();
    }
  }

  /** Blocks until it can be done or the time is over; not on an I/O thread. */
  void await(long time, TimeUnit unit, BooleanSupplier possible) throws IOException {
    Xnio.checkBlockingAllowed();
    Waiting.on(changed, link.lock, unit.toNanos(time), possible);
  }
}
