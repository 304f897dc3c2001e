package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * Every client connection that is open: counts them, in all and per source, and ends those that
 * have exceeded a deadline.
 */
final class GateConnections {
  /** How often {@link #sweep} is called. */
  static final long SWEEP_MILLIS = 500;

  private final ConcurrentHashMap<StreamConnection, GateConnection> open =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Source, Integer> sources = new ConcurrentHashMap<>();
  private final Set<GateWatched> watched = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final int most;
  private volatile boolean draining;

  /**
   * For at most so many connections, whatever the options say: as many as this process has
   * descriptors for.
   */
  GateConnections(int most) {
    this.most = most;
  }

  /**
   * Counts a connection in; null, and nothing counted, if there are too many. An idle one makes
   * room for a new one, which is more likely to have a request.
   */
  @Nullable GateConnection admit(StreamConnection channel, GateOptions options, ClientPeer peer) {
    if (count.incrementAndGet() > Math.min(most, options.limits().connections()) && !cutIdle()) {
      count.decrementAndGet();
      return null;
    }
    Source source = Source.of(peer.address());
    if (!peer.trusted()
        && sources.merge(source, 1, Integer::sum) > options.limits().connectionsPerSource()) {
      leave(source);
      count.decrementAndGet();
      return null;
    }
    GateConnection connection = new GateConnection(channel, options, peer);
    open.put(channel, connection);
    if (draining) {
      connection.drain();
    }
    return connection;
  }

  private boolean cutIdle() {
    for (GateConnection connection : open.values()) {
      if (connection.isIdle() && open.containsKey(connection.channel())) {
        closed(connection.channel());
        connection.cut();
        return true;
      }
    }
    return false;
  }

  /** Counts a connection out that {@link #admit} let in. Harmless if called again. */
  void closed(StreamConnection channel) {
    GateConnection connection = open.remove(channel);
    if (connection != null) {
      count.decrementAndGet();
      if (!connection.peer().trusted()) {
        leave(Source.of(connection.peer().address()));
      }
    }
  }

  private void leave(Source source) {
    sources.computeIfPresent(source, (key, number) -> number > 1 ? number - 1 : null);
  }

  /** The connection's transport is ready, its TLS handshake done if it has one. */
  GateConnection established(StreamConnection channel) {
    GateConnection connection = of(channel);
    connection.established();
    return connection;
  }

  GateConnection of(StreamConnection channel) {
    GateConnection connection = open.get(channel);
    if (connection == null) {
      throw new IllegalStateException("The connection did not come through the front's listeners.");
    }
    return connection;
  }

  int count() {
    return count.get();
  }

  /** Ends each, those that are just being accepted, too, as soon as nothing is in flight on it. */
  void drain() {
    draining = true;
    open.values().forEach(GateConnection::drain);
  }

  Iterable<GateConnection> all() {
    return open.values();
  }

  /** Looks at {@code one} until the exchange is complete. */
  void watch(GateWatched one, HttpServerExchange exchange) {
    watched.add(one);
    exchange.addExchangeCompleteListener((complete, next) -> {
      watched.remove(one);
      next.proceed();
    });
  }

  /** Ends what is overdue. */
  void sweep() {
    long now = System.nanoTime();
    watched.removeIf(one -> one.cutIfOverdue(now));
    for (GateConnection connection : open.values()) {
      if (connection.isOverdue(now)) {
        connection.cut();
      }
    }
  }

  /** An IPv4 address or the /64 network of an IPv6 address: what one party can easily own. */
  private record Source(long network, boolean six) {
    static Source of(InetAddress address) {
      byte[] bytes = address.getAddress();
      long network = 0;
      for (byte b : Arrays.copyOf(bytes, Math.min(bytes.length, 8))) {
        network = (network << 8) | (b & 0xff);
      }
      return new Source(network, bytes.length > 4);
    }
  }
}
