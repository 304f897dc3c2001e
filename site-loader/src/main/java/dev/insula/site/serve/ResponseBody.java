package dev.insula.site.serve;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSinkChannel;

/**
 * The body of a response: refuses bytes before the head is decided and beyond the declared length,
 * holds back at most one buffer, and goes out in one piece with the head where it fits.
 *
 * <p>Not safe for use by several threads at once, as the JDK's.
 */
final class ResponseBody extends OutputStream {
  /** The length of a body that ends when it is closed. */
  static final long OPEN_ENDED = -1;

  private final HttpServerExchange exchange;
  private final StreamCut cut;
  private boolean begun;
  private boolean closed;
  private boolean openEnded;
  private long remaining;
  private @Nullable StreamSinkChannel channel;
  private @Nullable PooledByteBuffer pooled;

  ResponseBody(HttpServerExchange exchange, StreamCut cut) {
    this.exchange = exchange;
    this.cut = cut;
  }

  /** Declares the length; the exchange's response headers must be complete. */
  void begin(long length) {
    begun = true;
    openEnded = length == OPEN_ENDED;
    remaining = length;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    requireOpen();
    if (length == 0) {
      return;
    }
    if (!openEnded && length > remaining) {
      throw new IOException("too many bytes to write to stream");
    }
    int from = offset;
    for (int left = length; left > 0; ) {
      ByteBuffer buffer = buffer();
      int count = Math.min(left, buffer.remaining());
      buffer.put(source, from, count);
      from += count;
      left -= count;
      remaining -= openEnded ? 0 : count;
      if (!buffer.hasRemaining() && (openEnded || remaining > 0)) {
        send(buffer);
      }
    }
  }

  private void requireOpen() throws IOException {
    if (!begun) {
      throw new IOException("response headers not sent yet");
    }
    if (closed) {
      throw new IOException("stream closed");
    }
  }

  private ByteBuffer buffer() {
    PooledByteBuffer held = pooled;
    if (held == null) {
      held = exchange.getConnection().getByteBufferPool().allocate();
      pooled = held;
    }
    return held.getBuffer();
  }

  private StreamSinkChannel channel() throws IOException {
    StreamSinkChannel open = channel;
    if (open == null) {
      open = exchange.getResponseChannel();
      if (open == null) {
        throw new IOException("The response has been taken by something else.");
      }
      channel = open;
    }
    return open;
  }

  private void send(ByteBuffer buffer) throws IOException {
    buffer.flip();
    Channels.writeBlocking(channel(), buffer);
    buffer.clear();
  }

  @Override
  public void flush() throws IOException {
    if (closed) {
      return;
    }
    requireOpen();
    PooledByteBuffer held = pooled;
    if (held != null && held.getBuffer().position() > 0) {
      send(held.getBuffer());
    }
    Channels.flushBlocking(channel());
  }

  /** Ends the exchange. A body shorter than declared cuts the connection and throws. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    if (!begun) {
      throw new IOException("response headers not sent yet");
    }
    if (!openEnded && remaining > 0) {
      abort();
      throw new IOException("insufficient bytes written to stream");
    }
    closed = true;
    try {
      finish();
    } catch (IOException e) {
      cut.cut(exchange);
      throw e;
    } finally {
      release();
      exchange.endExchange();
    }
  }

  private void finish() throws IOException {
    StreamSinkChannel open = channel();
    PooledByteBuffer held = pooled;
    if (held != null) {
      ByteBuffer rest = held.getBuffer().flip();
      while (rest.hasRemaining()) {
        if (open.writeFinal(rest) == 0) {
          open.awaitWritable();
        }
      }
    }
    open.shutdownWrites();
    Channels.flushBlocking(open);
  }

  /** Whether a byte of the response may have left. */
  boolean isOnItsWay() {
    return channel != null;
  }

  /** Drops what is held back and ends the response so that it cannot be taken for complete. */
  void abort() {
    closed = true;
    release();
    cut.cut(exchange);
    exchange.endExchange();
  }

  /** Drops what is held back; the exchange is answered otherwise. */
  void discard() {
    closed = true;
    release();
  }

  private void release() {
    PooledByteBuffer held = pooled;
    pooled = null;
    if (held != null) {
      held.close();
    }
  }
}
