package dev.insula.host.http1;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.Buffers;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Puts the head in front of an answer. A body that fits behind the head in its buffer goes out with
 * it in one plain write, which is cheaper than gathering; what the kernel does not take at once is
 * kept, and {@link #flush} goes on with it.
 */
final class AnswerSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final Http1Connection connection;
  private @Nullable HttpServerExchange answered;
  private @Nullable PooledByteBuffer pending;
  private boolean terminating;

  AnswerSink(StreamSinkConduit next, Http1Connection connection) {
    super(next);
    this.connection = connection;
  }

  /** The next bytes belong to the answer of this exchange, and its head comes first. */
  void begin(HttpServerExchange exchange) {
    answered = exchange;
    terminating = false;
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    if (isPassing()) {
      return next.write(src);
    }
    return (int) write(new ByteBuffer[] {src}, 0, 1);
  }

  @Override
  public long write(ByteBuffer[] srcs, int from, int count) throws IOException {
    if (isPassing()) {
      return next.write(srcs, from, count);
    }
    try {
      long before = Buffers.remaining(srcs, from, count);
      ByteBuffer first = head();
      absorb(first, srcs, from, count);
      send(first, srcs, from, count);
      return before - Buffers.remaining(srcs, from, count);
    } catch (IOException | RuntimeException e) {
      IoUtils.safeClose(connection);
      throw e;
    }
  }

  private boolean isPassing() {
    return answered == null && pending == null;
  }

  /** What must go out first, to be read; only when not {@linkplain #isPassing passing}. */
  private ByteBuffer head() {
    HttpServerExchange exchange = answered;
    if (exchange != null) {
      answered = null;
      pending = AnswerHead.of(exchange, connection.getByteBufferPool());
    }
    return Objects.requireNonNull(pending).getBuffer();
  }

  /** Moves buffers that fit whole behind the head. */
  private static void absorb(ByteBuffer first, ByteBuffer[] srcs, int from, int count) {
    int room = first.capacity() - first.limit();
    for (int at = from; at < from + count && srcs[at].remaining() <= room; at++) {
      int end = first.limit();
      int length = srcs[at].remaining();
      first.limit(end + length);
      first.put(end, srcs[at], srcs[at].position(), length);
      srcs[at].position(srcs[at].limit());
      room -= length;
    }
  }

  private void send(ByteBuffer first, ByteBuffer[] srcs, int from, int count) throws IOException {
    int whole = from;
    while (whole < from + count && !srcs[whole].hasRemaining()) {
      whole++;
    }
    if (whole == from + count) {
      sendPending(first);
      return;
    }
    ByteBuffer[] all = new ByteBuffer[1 + from + count - whole];
    all[0] = first;
    System.arraycopy(srcs, whole, all, 1, all.length - 1);
    next.write(all, 0, all.length);
    release(first);
  }

  /** True if nothing is left of it. */
  private boolean sendPending(ByteBuffer first) throws IOException {
    while (first.hasRemaining()) {
      if (next.write(first) == 0) {
        return false;
      }
    }
    release(first);
    return true;
  }

  private void release(ByteBuffer first) {
    PooledByteBuffer done = pending;
    if (!first.hasRemaining() && done != null) {
      pending = null;
      done.close();
    }
  }

  @Override
  public long transferFrom(FileChannel src, long position, long count) throws IOException {
    if (isPassing()) {
      return next.transferFrom(src, position, count);
    }
    try {
      ByteBuffer first = head();
      int end = first.limit();
      int room = (int) Math.min(first.capacity() - end, count);
      int read = room == 0 ? 0 : src.read(first.limit(end + room).slice(end, room), position);
      first.limit(end + Math.max(read, 0));
      sendPending(first);
      return read;
    } catch (IOException | RuntimeException e) {
      IoUtils.safeClose(connection);
      throw e;
    }
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    return isPassing()
        ? next.transferFrom(source, count, through)
        : IoUtils.transfer(source, count, through, new ConduitWritableByteChannel(this));
  }

  @Override
  public int writeFinal(ByteBuffer src) throws IOException {
    return Conduits.writeFinalBasic(this, src);
  }

  @Override
  public long writeFinal(ByteBuffer[] srcs, int from, int count) throws IOException {
    return Conduits.writeFinalBasic(this, srcs, from, count);
  }

  @Override
  public boolean flush() throws IOException {
    try {
      if (!isPassing() && !sendPending(head())) {
        return false;
      }
      if (terminating) {
        terminating = false;
        next.terminateWrites();
      }
      return next.flush();
    } catch (IOException | RuntimeException e) {
      IoUtils.safeClose(connection);
      throw e;
    }
  }

  @Override
  public void terminateWrites() throws IOException {
    if (isPassing()) {
      next.terminateWrites();
    } else {
      terminating = true;
    }
  }

  @Override
  public void truncateWrites() throws IOException {
    answered = null;
    // Whoever wrote last may still be at it: the buffer is left to the garbage collector.
    pending = null;
    next.truncateWrites();
  }
}
