package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Resets a stream whose client grants it no window to be answered in. The connection as a whole may
 * be as lively as it likes meanwhile, so {@link GateSink} does not see this.
 */
final class Http2Stall extends AbstractStreamSinkConduit<StreamSinkConduit> implements GateWatched {
  private final HttpServerExchange exchange;
  private final long stall;
  private volatile long blockedSince;

  private Http2Stall(StreamSinkConduit next, HttpServerExchange exchange, GateLimits limits) {
    super(next);
    this.exchange = exchange;
    this.stall = limits.stall().toNanos();
  }

  static void watch(HttpServerExchange exchange, GateConnections connections, GateLimits limits) {
    exchange.addResponseWrapper((factory, watched) -> {
      Http2Stall guard = new Http2Stall(factory.create(), watched, limits);
      connections.watch(guard, watched);
      return guard;
    });
  }

  @Override
  public boolean cutIfOverdue(long now) {
    long since = blockedSince;
    boolean overdue = since != 0 && now - since > stall;
    if (overdue) {
      exchange.getIoThread().execute(() -> IoUtils.safeClose(exchange.getConnection()));
    }
    return overdue;
  }

  private void progress(boolean made) {
    if (made) {
      blockedSince = 0;
    } else if (blockedSince == 0) {
      blockedSince = System.nanoTime() | 1;
    }
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    int written = next.write(src);
    progress(written > 0 || !src.hasRemaining());
    return written;
  }

  @Override
  public long write(ByteBuffer[] srcs, int from, int count) throws IOException {
    long written = next.write(srcs, from, count);
    progress(written > 0);
    return written;
  }

  @Override
  public int writeFinal(ByteBuffer src) throws IOException {
    int written = next.writeFinal(src);
    progress(written > 0 || !src.hasRemaining());
    return written;
  }

  @Override
  public long writeFinal(ByteBuffer[] srcs, int from, int count) throws IOException {
    long written = next.writeFinal(srcs, from, count);
    progress(written > 0);
    return written;
  }

  @Override
  public boolean flush() throws IOException {
    boolean flushed = next.flush();
    progress(flushed);
    return flushed;
  }
}
