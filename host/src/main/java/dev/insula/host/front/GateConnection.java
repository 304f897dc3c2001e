package dev.insula.host.front;

import io.undertow.util.AttachmentKey;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/**
 * What the gate knows about one client connection: who is at the other end, which certificate was
 * shown, how many requests are in flight, and since when the client takes no bytes.
 */
final class GateConnection {
  static final AttachmentKey<GateConnection> KEY = AttachmentKey.create(GateConnection.class);
  private static final long LINGER_MILLIS = 1_000;

  private final StreamConnection channel;
  private final GateOptions options;
  private final long opened = System.nanoTime();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ClientPeer peer;
  private final String address;
  private final byte[] addressText;
  private volatile boolean established;
  private volatile boolean multiplexed;
  private volatile boolean tunnel;
  private volatile long blockedSince;
  private volatile long headSince;
  private volatile long idleSince;
  private volatile boolean draining;
  private volatile @Nullable Http1Guard http1;
  private volatile @Nullable GateSink sink;
  private volatile Runnable whenIdle;
  private final Http2Streams streams = new Http2Streams();
  // Used by whoever has the exchange in hand, one at a time.
  private @Nullable Admitted latest;
  private int requests;
  // Sweeps since the latest request; a clock would have to be asked with each request.
  private int quietSweeps;
  private long sent;

  GateConnection(StreamConnection channel, GateOptions options, ClientPeer peer) {
    this.channel = channel;
    this.options = options;
    this.peer = peer;
    this.address = peer.address().getHostAddress();
    this.addressText = AddressText.of(peer.address());
    this.whenIdle = () -> IoUtils.safeClose(channel);
  }

  StreamConnection channel() {
    return channel;
  }

  GateOptions options() {
    return options;
  }

  GateLimits limits() {
    return options.limits();
  }

  ClientPeer peer() {
    return peer;
  }

  /** The address at the other end, as text; made once for all requests. */
  String address() {
    return address;
  }

  /** The same for the access log; not to be written to. */
  byte[] addressText() {
    return addressText;
  }

  /** What the previous request on this connection was admitted as; saves saying it anew. */
  @Nullable Admitted latest() {
    return latest;
  }

  void latest(Admitted admitted) {
    latest = admitted;
  }

  /** The transport is ready: from here on other deadlines hold than the handshake's. */
  void established() {
    established = true;
  }

  /** The connection speaks HTTP/2: its idle time is kept here, by the number of streams. */
  void multiplexed() {
    idleSince = System.nanoTime() | 1;
    multiplexed = true;
  }

  void guard(Http1Guard guard, GateSink guardedSink) {
    http1 = guard;
    sink = guardedSink;
  }

  /** The requests in flight under HTTP/2. */
  Http2Streams streams() {
    return streams;
  }

  void awaitUpgrade() {
    GateSink watched = sink;
    if (watched != null) {
      watched.awaitUpgrade();
    }
  }

  /** The answer of 101 goes out: from here on the connection is another protocol's. */
  void upgraded() {
    tunnel = true;
    Http1Guard guard = http1;
    if (guard != null) {
      guard.tunnel();
    }
  }

  /** Counts a request that begins. */
  int begin() {
    inFlight.incrementAndGet();
    quietSweeps = 0;
    return ++requests;
  }

  void end() {
    if (inFlight.decrementAndGet() != 0) {
      return;
    }
    if (multiplexed) {
      idleSince = System.nanoTime() | 1;
    }
    if (draining) {
      onItsThread(whenIdle);
    }
  }

  private void onItsThread(Runnable end) {
    try {
      channel.getIoThread().execute(end);
    } catch (RejectedExecutionException _) {
      // The worker is stopping, and all of its connections with it.
    }
  }

  int inFlight() {
    return inFlight.get();
  }

  /** True if the handshake is over and no request is in flight. */
  boolean isIdle() {
    return established && inFlight.get() == 0;
  }

  boolean isDraining() {
    return draining;
  }

  /** How the connection ends well when nothing is in flight: on its I/O thread. */
  void drainBy(Runnable idle) {
    whenIdle = idle;
  }

  /**
   * Ends the connection as soon as nothing is in flight. A new one gets the time to send its first
   * request, which may be under way: nothing tells its client that it could send it again.
   */
  void drain() {
    draining = true;
    if (inFlight.get() == 0) {
      onItsThread(this::endUnlessNew);
    }
  }

  private void endUnlessNew() {
    try {
      if (requests == 0) {
        XnioExecutor thread = channel.getIoThread();
        thread.executeAfter(this::endIfIdle, LINGER_MILLIS, TimeUnit.MILLISECONDS);
        return;
      }
    } catch (RejectedExecutionException _) {
      // The worker is stopping; there is no time left to wait in.
    }
    whenIdle.run();
  }

  private void endIfIdle() {
    if (inFlight.get() == 0) {
      whenIdle.run();
    }
  }

  void wrote(long bytes, boolean left) {
    sent += bytes;
    if (!left) {
      if (blockedSince != 0) {
        blockedSince = 0;
      }
    } else if (bytes > 0 || blockedSince == 0) {
      blockedSince = System.nanoTime() | 1;
    }
  }

  /** An HTTP/2 head or frame is incomplete: says so once it is, and again when it is complete. */
  void incomplete(boolean now) {
    if (now != (headSince != 0)) {
      headSince = now ? System.nanoTime() | 1 : 0;
    }
  }

  /** Bytes that went out to the client so far. */
  long sent() {
    return sent;
  }

  /**
   * True if the client has exceeded the time for its handshake, a head, a pause or an answer.
   * Called at every sweep.
   */
  boolean isOverdue(long now) {
    return isQuietTooLong()
        || since(blockedSince, now) > limits().stall().toNanos()
        || since(headSince, now) > limits().headTime().toNanos()
        || (!established && now - opened > limits().handshakeTime().toNanos())
        || (multiplexed && inFlight.get() == 0 && since(idleSince, now) > idleNanos());
  }

  private boolean isQuietTooLong() {
    if (!isIdle() || multiplexed || tunnel || headSince != 0) {
      quietSweeps = 0;
      return false;
    }
    return ++quietSweeps > limits().idle().toMillis() / GateConnections.SWEEP_MILLIS;
  }

  private static long since(long start, long now) {
    return start == 0 ? 0 : now - start;
  }

  private long idleNanos() {
    return 2 * limits().idle().toNanos();
  }

  /** Closes the connection at once, from any thread. */
  void cut() {
    channel.getIoThread().execute(() -> IoUtils.safeClose(channel));
  }

  /** Closes the connection when the client has had time to read the last answer. */
  void closeSoon() {
    XnioExecutor thread = channel.getIoThread();
    thread.executeAfter(() -> IoUtils.safeClose(channel), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }
}
