package dev.insula.host.supervise;

import java.time.Duration;
import java.util.concurrent.Future;

/** Notices that nobody has used a site for a while. Confined to the {@link EventLoop}. */
final class IdleWatch {
  private static final long MOST_LOOKS = 10;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final Door door;
  private final Duration idle;
  private final Runnable unused;
  private long requests;
  private long usedAt = System.nanoTime();
  private Future<?> next;

  /**
   * Watches from now on.
   *
   * @param unused runs once, when nothing was in flight or came for this long
   */
  IdleWatch(EventLoop loop, Door door, Duration idle, Runnable unused) {
    this.loop = loop;
    this.door = door;
    this.idle = idle;
    this.unused = unused;
    this.requests = door.traffic().requests();
    this.next = later();
  }

  private Future<?> later() {
    Duration part = idle.dividedBy(MOST_LOOKS);
    Duration atLeast = part.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : part;
    Duration pause = atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
    return loop.schedule(pause, this::look);
  }

  private void look() {
    Door.Traffic now = door.traffic();
    boolean isUsed = now.requests() != requests || now.inFlight() > 0 || now.waiting() > 0;
    if (isUsed) {
      requests = now.requests();
      usedAt = System.nanoTime();
    }
    if (System.nanoTime() - usedAt < idle.toNanos()) {
      next = later();
    } else {
      unused.run();
    }
  }

  /** Watches no more. */
  void end() {
    next.cancel(false);
  }
}
