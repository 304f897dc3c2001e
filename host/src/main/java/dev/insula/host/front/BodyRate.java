package dev.insula.host.front;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Ends a request whose body comes too slowly. Only the time in which a reader waits for the client
 * counts, so a slow site is never held against its client.
 */
final class BodyRate extends AbstractStreamSourceConduit<StreamSourceConduit>
    implements GateWatched {
  private static final long GRACE = TimeUnit.SECONDS.toNanos(10);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final GateConnection connection;
  private final HttpServerExchange exchange;
  private volatile long waitingSince;
  private volatile long waited;
  private volatile long received;

  private BodyRate(
      StreamSourceConduit next, HttpServerExchange exchange, GateConnection connection) {
    super(next);
    this.exchange = exchange;
    this.connection = connection;
  }

  /** Watches the body of a request that has one. */
  static void watch(
      HttpServerExchange exchange, GateConnections connections, GateConnection connection) {
    exchange.addRequestWrapper((factory, watched) -> {
      BodyRate rate = new BodyRate(factory.create(), watched, connection);
      connections.watch(rate, watched);
      return rate;
    });
  }

  /** True if the client has let its reader wait too long, in one go or in all. */
  private boolean isOverdue(long now) {
    long since = waitingSince;
    if (since == 0) {
      return false;
    }
    GateLimits limits = connection.limits();
    long allowed = GRACE + received / limits.bodyRate() * SECOND;
    return now - since > limits.stall().toNanos() || waited + now - since > allowed;
  }

  /** Ends an overdue request: the connection under HTTP/1.1, the stream under HTTP/2. */
  @Override
  public boolean cutIfOverdue(long now) {
    boolean overdue = isOverdue(now);
    if (overdue) {
      exchange.getIoThread().execute(() -> IoUtils.safeClose(exchange.getConnection()));
    }
    return overdue;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return (int) count(next.read(into));
  }

  @Override
  public long read(ByteBuffer[] into, int from, int length) throws IOException {
    return count(next.read(into, from, length));
  }

  /**
   * So is thrown away what no site reads. {@code FileChannel.transferFrom} would allocate a buffer
   * for each byte of a client that drips.
   */
  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    long moved = 0;
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      while (moved < count) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), count - moved));
        if (read(buffer) <= 0) {
          break;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          moved += target.write(buffer, position + moved);
        }
      }
    }
    return moved;
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return count(next.transferTo(count, through, target));
  }

  private long count(long read) {
    if (read == 0) {
      waitingSince = waitingSince == 0 ? System.nanoTime() | 1 : waitingSince;
    } else {
      long since = waitingSince;
      long sum = waited + (since == 0 ? 0 : System.nanoTime() - since);
      waited = sum;
      waitingSince = 0;
      long total = received + Math.max(read, 0);
      received = total;
    }
    return read;
  }

  /** A site that stops reading lets the client off. */
  @Override
  public void suspendReads() {
    next.suspendReads();
    waitingSince = 0;
  }
}
