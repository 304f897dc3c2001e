package dev.insula.host.hop;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections to one daemon are open over all I/O threads, and who waits for one.
 *
 * <p>A connection belongs to one I/O thread. When all places are taken and a request waits on a
 * thread that has none, another thread gives one of its connections up.
 */
final class Places {
  private final int most;
  private final int longestQueue;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LanePool[] pools;

  Places(HopLimits limits, LanePool[] pools) {
    this.most = limits.connections();
    this.longestQueue = limits.queue();
    this.pools = pools;
  }

  /** Takes a place for one more connection. */
  boolean take() {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  /** Gives a place back and tells the thread whose request has waited longest. */
  void giveBack() {
    taken.decrementAndGet();
    if (waiting.get() > 0) {
      wakeOldest();
    }
  }

  private void wakeOldest() {
    LanePool oldest = null;
    for (LanePool pool : pools) {
      long since = pool.oldestWait();
      if (since != LanePool.NOBODY && (oldest == null || since < oldest.oldestWait())) {
        oldest = pool;
      }
    }
    if (oldest != null) {
      oldest.onItsThread(oldest::placeMayBeFree);
    }
  }

  /** Joins the queue; false when it is full. */
  boolean enqueue() {
    if (waiting.incrementAndGet() <= longestQueue) {
      return true;
    }
    waiting.decrementAndGet();
    return false;
  }

  void dequeue() {
    waiting.decrementAndGet();
  }

  boolean areWanted() {
    return waiting.get() > 0;
  }

  /** Asks the other threads to give up a connection that they do not use. */
  void askOthers(LanePool asking) {
    for (LanePool pool : pools) {
      if (pool != asking && pool.hasIdle()) {
        pool.onItsThread(pool::giveUpIdle);
        return;
      }
    }
  }

  /** When the oldest request on another thread began to wait that is pressing by now. */
  long oldestPressingElsewhere(LanePool here) {
    long now = System.nanoTime();
    long oldest = LanePool.NOBODY;
    for (LanePool pool : pools) {
      long since = pool == here || !pool.isPressing(now) ? LanePool.NOBODY : pool.oldestWait();
      if (since != LanePool.NOBODY && (oldest == LanePool.NOBODY || since < oldest)) {
        oldest = since;
      }
    }
    return oldest;
  }

  int taken() {
    return taken.get();
  }
}
