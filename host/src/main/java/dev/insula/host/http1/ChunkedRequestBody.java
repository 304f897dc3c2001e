package dev.insula.host.http1;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A request's body in chunks (RFC 9112 section 7.1), without the chunks. The gate has looked at the
 * coding already, and trailers are dropped: nobody asks for them.
 */
final class ChunkedRequestBody extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final Http1Connection connection;
  private final HttpServerExchange exchange;
  private final ChunkedCoding coding = new ChunkedCoding();
  private @Nullable PooledByteBuffer ahead;
  private long total;
  private boolean over;

  ChunkedRequestBody(Http1Connection connection, HttpServerExchange exchange) {
    super(connection.body());
    this.connection = connection;
    this.exchange = exchange;
  }

  /** The request ends with the call that returns -1, not with the last byte before it. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    if (over) {
      return -1;
    }
    int read = 0;
    while (into.hasRemaining() && !coding.isComplete()) {
      ByteBuffer coded = coded();
      if (coded == null) {
        break;
      }
      read += coding.decode(coded, into);
    }
    count(read);
    if (read == 0 && coding.isComplete()) {
      end();
      return -1;
    }
    return read;
  }

  /** Bytes to decode; null if none have come. */
  private @Nullable ByteBuffer coded() throws IOException {
    PooledByteBuffer pooled = ahead;
    if (pooled == null) {
      pooled = ahead = connection.getByteBufferPool().allocate();
      pooled.getBuffer().limit(0);
    }
    ByteBuffer buffer = pooled.getBuffer();
    if (buffer.hasRemaining()) {
      return buffer;
    }
    int read = next.read(buffer.clear());
    buffer.flip();
    if (read > 0) {
      return buffer;
    }
    release();
    if (read < 0) {
      IoUtils.safeClose(connection);
      throw new ClosedChannelException();
    }
    return null;
  }

  private void count(int read) throws IOException {
    total += read;
    long most = exchange.getMaxEntitySize();
    if (most > 0 && total > most) {
      exchange.setPersistent(false);
      end();
      throw new RequestTooBigException("The body has more than " + most + " bytes.");
    }
  }

  /** What was read beyond the end is the next request's. */
  private void end() {
    over = true;
    PooledByteBuffer rest = ahead;
    if (rest != null && rest.getBuffer().hasRemaining()) {
      ahead = null;
      connection.unread(rest);
    }
    release();
    Connectors.terminateRequest(exchange);
  }

  private void release() {
    PooledByteBuffer pooled = ahead;
    if (pooled != null) {
      ahead = null;
      pooled.close();
    }
  }

  @Override
  public long read(ByteBuffer[] into, int from, int count) throws IOException {
    for (int at = from; at < from + count; at++) {
      if (into[at].hasRemaining()) {
        return read(into[at]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }

  @Override
  public void terminateReads() throws IOException {
    if (!over) {
      exchange.setPersistent(false);
      end();
    }
  }

  @Override
  public boolean isReadShutdown() {
    return over || next.isReadShutdown();
  }

  @Override
  public void resumeReads() {
    if (hasAhead()) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }

  @Override
  public void awaitReadable() throws IOException {
    if (!hasAhead()) {
      next.awaitReadable();
    }
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) throws IOException {
    if (!hasAhead()) {
      next.awaitReadable(time, unit);
    }
  }

  private boolean hasAhead() {
    PooledByteBuffer pooled = ahead;
    return coding.isComplete() || (pooled != null && pooled.getBuffer().hasRemaining());
  }
}
