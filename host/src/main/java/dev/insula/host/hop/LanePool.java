package dev.insula.host.hop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.insula.link.Duplex;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * One daemon's connections on one I/O thread: the idle ones, last used first, and the requests that
 * wait for one. Used on that thread only, where not said otherwise.
 */
final class LanePool implements Ticking {
  /** The answer of {@link #oldestWait} when no request waits. */
  static final long NOBODY = 0;

  /** How much longer a request of another thread must have waited to get a connection from here. */
  private static final long LOCAL_PREFERENCE_NANOS = MILLISECONDS.toNanos(20);

  /**
   * How long a request waits for one of its own thread's connections before it asks for another
   * thread's: that costs both sides a connection, and most answers come sooner.
   */
  private static final long PATIENCE_MILLIS = 10;

  private static final long PATIENCE_NANOS = MILLISECONDS.toNanos(PATIENCE_MILLIS);

  private final Lane lane;
  private final HopContext hop;
  private final Dialler dialler;
  private final ArrayDeque<Upstream> idle = new ArrayDeque<>();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final List<Upstream> open = new ArrayList<>();
  private boolean willAsk;
  private volatile int idleCount;
  private volatile int openCount;
  private volatile long oldestWait = NOBODY;

  private record Waiting(Relay relay, long since) {}

  LanePool(Lane lane, HopContext hop) {
    this.lane = lane;
    this.hop = hop;
    this.dialler = Dialler.of(hop, lane);
  }

  Lane lane() {
    return lane;
  }

  HopContext hop() {
    return hop;
  }

  /** Finds a connection for a request, now or later. */
  void acquire(Relay relay, boolean fresh) {
    Upstream last = fresh ? null : idle.pollLast();
    if (last != null) {
      idleCount = idle.size();
      relay.connected(last);
    } else if (hop.places().take()) {
      connect(relay);
    } else {
      enqueue(relay);
    }
  }

  private void enqueue(Relay relay) {
    if (!hop.places().enqueue()) {
      relay.fail(new HopFailure.Saturated("all connections are in use and the queue is full"));
      return;
    }
    queue.addLast(new Waiting(relay, System.nanoTime() | 1));
    tellOldest();
    Upstream own = idle.pollFirst();
    if (own != null) {
      idleCount = idle.size();
      shut(own);
    } else {
      placeMayBeFree();
    }
    if (!queue.isEmpty()) {
      ask();
    }
  }

  /** Asks the other threads for a place now if it is time, and later as long as somebody waits. */
  private void ask() {
    if (isPressing(System.nanoTime())) {
      hop.places().askOthers(this);
    }
    if (!willAsk) {
      willAsk = true;
      soon(() -> lane.thread().executeAfter(this::askAgain, PATIENCE_MILLIS, MILLISECONDS));
    }
  }

  private void askAgain() {
    willAsk = false;
    // A place that became free may have been offered to a thread where nobody waited any more.
    placeMayBeFree();
    if (!queue.isEmpty()) {
      ask();
    }
  }

  /** Serves those who wait as far as places allow. */
  void placeMayBeFree() {
    while (!queue.isEmpty() && hop.places().take()) {
      connect(next());
    }
  }

  private Relay next() {
    Waiting first = queue.removeFirst();
    hop.places().dequeue();
    tellOldest();
    return first.relay();
  }

  private void connect(Relay relay) {
    dialler.dial(
        new Dialler.Dialled() {
          @Override
          public void opened(Duplex way) {
            LanePool.this.opened(way, relay);
          }

          @Override
          public void failed(IOException reason) {
            hop.places().giveBack();
            relay.notConnected(reason);
          }
        });
  }

  private void opened(Duplex way, Relay relay) {
    Upstream upstream = new Upstream(way, this);
    way.owner(upstream);
    way.reading(true);
    open.add(upstream);
    openCount = open.size();
    relay.connected(upstream);
  }

  /** Takes back a connection whose answer is complete. */
  void release(Upstream upstream, boolean reusable) {
    if (!reusable || hop.isDraining() || prefersOther()) {
      shut(upstream);
    } else if (!queue.isEmpty()) {
      next().connected(upstream);
    } else {
      upstream.rest(lane.now());
      idle.addLast(upstream);
      idleCount = idle.size();
    }
  }

  private boolean prefersOther() {
    if (!hop.places().areWanted()) {
      return false;
    }
    long elsewhere = hop.places().oldestPressingElsewhere(this);
    if (elsewhere == NOBODY) {
      return false;
    }
    return queue.isEmpty() || elsewhere - oldestWait < -LOCAL_PREFERENCE_NANOS;
  }

  /** Closes a connection at once and forgets it. */
  void shut(Upstream upstream) {
    upstream.link().close();
    if (open.remove(upstream)) {
      openCount = open.size();
      hop.places().giveBack();
    }
  }

  /** An idle connection has ended or speaks out of turn. */
  void lost(Upstream upstream) {
    if (idle.remove(upstream)) {
      idleCount = idle.size();
    }
    shut(upstream);
  }

  void giveUpIdle() {
    Upstream oldest = idle.pollFirst();
    if (oldest != null) {
      idleCount = idle.size();
      shut(oldest);
    }
  }

  void closeIdle() {
    while (!idle.isEmpty()) {
      giveUpIdle();
    }
  }

  @Override
  public void tick(long now) {
    while (!idle.isEmpty() && now - idle.peekFirst().idleSince() > hop.keepAliveNanos()) {
      giveUpIdle();
    }
    while (!queue.isEmpty() && now - queue.peekFirst().since() > hop.queueNanos()) {
      next().fail(new HopFailure.Saturated("no connection became free in time"));
    }
    if (!queue.isEmpty()) {
      dropThoseWhoLeft(now);
    }
    for (Upstream upstream : List.copyOf(open)) {
      upstream.tick(now);
    }
  }

  /** Nobody would read their answers, and those behind them are waiting. */
  private void dropThoseWhoLeft(long now) {
    for (Waiting waiting : List.copyOf(queue)) {
      if (waiting.relay().clientHasGone(now, waiting.since()) && queue.remove(waiting)) {
        hop.places().dequeue();
        tellOldest();
        waiting.relay().clientGone();
      }
    }
  }

  private void tellOldest() {
    Waiting first = queue.peekFirst();
    oldestWait = first == null ? NOBODY : first.since();
  }

  /** When the request that has waited longest came, or {@link #NOBODY}; for any thread. */
  long oldestWait() {
    return oldestWait;
  }

  /**
   * Whether a request waits here that no connection of this thread will serve soon; for any thread.
   */
  boolean isPressing(long now) {
    long since = oldestWait;
    return since != NOBODY && (openCount == 0 || now - since > PATIENCE_NANOS);
  }

  /** Whether a connection rests here; for any thread, and true only for a moment. */
  boolean hasIdle() {
    return idleCount > 0;
  }

  /** Runs soon on this pool's thread; for any thread. */
  void onItsThread(Runnable task) {
    soon(() -> lane.thread().execute(task));
  }

  private static void soon(Runnable order) {
    try {
      order.run();
    } catch (RejectedExecutionException e) {
      // the worker is stopping, and with it all of its connections
    }
  }
}
