package dev.insula.host.hop;

import java.nio.channels.SocketChannel;
import java.util.function.Predicate;
import org.xnio.nio.UnixPeer;

/** What all parts of one hop share, on all I/O threads. */
final class HopContext {
  private final HopTarget target;
  private final HopCallbacks callbacks;
  private final HopCounters counters = new HopCounters();
  private final Predicate<SocketChannel> admit;
  private final LanePool[] pools;
  private final Places places;
  private volatile boolean draining;

  HopContext(Lane[] lanes, HopTarget target, HopCallbacks callbacks) {
    this.target = target;
    this.callbacks = callbacks;
    this.admit = target.peerUser().map(UnixPeer::is).orElse(UnixPeer.anybody());
    this.pools = new LanePool[lanes.length];
    for (int i = 0; i < lanes.length; i++) {
      pools[i] = new LanePool(lanes[i], this);
    }
    this.places = new Places(target.limits(), pools);
  }

  HopTarget target() {
    return target;
  }

  HopCallbacks callbacks() {
    return callbacks;
  }

  HopCounters counters() {
    return counters;
  }

  Predicate<SocketChannel> admit() {
    return admit;
  }

  Places places() {
    return places;
  }

  LanePool pool(int lane) {
    return pools[lane];
  }

  LanePool[] pools() {
    return pools;
  }

  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  long keepAliveNanos() {
    return target.times().keepAlive().toNanos();
  }

  long queueNanos() {
    return target.times().queue().toNanos();
  }
}
