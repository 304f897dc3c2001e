package dev.insula.host.front;

import dev.insula.host.http1.Http1Connection;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends a part of a file that is too large for memory. Runs on the folder's threads while there is
 * something to do, and holds none while the client takes nothing. Over plain HTTP/1.1 the kernel
 * sends the bytes straight from its page cache; over TLS and HTTP/2 they pass through a small
 * buffer.
 *
 * <p>A file that was written to, or cut short, since its head was sent breaks the answer off, as
 * the length or the entity tag would be a lie: the connection is closed, or the HTTP/2 stream
 * reset. A file that was replaced by renaming is sent to its end as it was.
 */
final class StaticBody
    implements Runnable, ChannelListener<StreamSinkChannel>, ExchangeCompletionListener {
  private static final int PIECE = 1024 * 1024;
  private static final int TURN = 4 * PIECE;
  private static final int BUFFER = 16 * 1024;

  private final HttpServerExchange exchange;
  private final StaticThreads threads;
  private final FileChannel file;
  private final Path path;
  private final StaticStamp stamp;
  private final boolean plain;
  private final long end;
  private long position;
  private boolean headSent;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private @Nullable StreamSinkChannel sink;

  StaticBody(
      HttpServerExchange exchange,
      StaticThreads threads,
      FileChannel file,
      Path path,
      StaticAnswer answer) {
    this.exchange = exchange;
    this.threads = threads;
    this.file = file;
    this.path = path;
    this.stamp = answer.variant().stamp();
    this.position = answer.from();
    this.end = answer.to();
    this.plain =
        exchange.getConnection() instanceof Http1Connection http
            && http.getSslSessionInfo() == null;
    exchange.addExchangeCompleteListener(this);
  }

  @Override
  public void run() {
    try {
      send();
    } catch (IOException | RuntimeException e) {
      breakOff();
    }
  }

  private void send() throws IOException {
    StreamSinkChannel to = sink();
    long turnEnd = position + TURN;
    while (position < end || buffer.hasRemaining()) {
      if (position >= turnEnd) {
        if (!threads.accepts(this)) {
          breakOff();
        }
        return;
      }
      if ((canTransfer() ? transfer(to) : pass(to)) == 0) {
        to.getWriteSetter().set(this);
        to.resumeWrites();
        return;
      }
    }
    file.close();
    exchange.endExchange();
  }

  private StreamSinkChannel sink() throws IOException {
    StreamSinkChannel known = sink;
    if (known == null) {
      known = exchange.getResponseChannel();
      if (known == null) {
        throw new IOException("The answer has begun elsewhere.");
      }
      sink = known;
    }
    return known;
  }

  /**
   * Only behind the first bytes: while the head is not out, Undertow reads from wherever the file
   * was read last, and as much as it likes.
   */
  private boolean canTransfer() {
    return plain && headSent && !buffer.hasRemaining();
  }

  private long transfer(StreamSinkChannel to) throws IOException {
    long count = Math.min(PIECE, end - position);
    checkBeforeLast(count);
    long sent = to.transferFrom(file, position, count);
    if (sent == 0 && file.size() <= position) {
      throw changed();
    }
    position += sent;
    return sent;
  }

  private long pass(StreamSinkChannel to) throws IOException {
    if (!buffer.hasRemaining()) {
      int count = (int) Math.min(BUFFER, end - position);
      checkBeforeLast(count);
      buffer = buffer.capacity() == 0 ? ByteBuffer.allocate(BUFFER) : buffer;
      buffer.clear().limit(count);
      int read = file.read(buffer, position);
      if (read <= 0) {
        throw changed();
      }
      buffer.flip();
      position += read;
    }
    int written = to.write(buffer);
    headSent |= written > 0;
    return written;
  }

  /** The answer cannot be taken back once its last byte is out. */
  private void checkBeforeLast(long count) throws IOException {
    if (position + count == end) {
      try {
        PosixFileAttributes now =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (StaticStamp.of(now).isRewrittenSince(stamp)) {
          throw changed();
        }
      } catch (NoSuchFileException removed) {
        // The open file lives on as it was.
        return;
      }
    }
  }

  private IOException changed() {
    return new IOException(path + " changed while it was sent.");
  }

  private void breakOff() {
    if (exchange.getConnection() instanceof Http1Connection connection) {
      IoUtils.safeClose(connection);
    } else {
      IoUtils.safeClose(sink);
    }
    exchange.endExchange();
  }

  /** On an I/O thread: the client takes bytes again. */
  @Override
  public void handleEvent(StreamSinkChannel ready) {
    ready.suspendWrites();
    if (!threads.accepts(this)) {
      breakOff();
    }
  }

  /** Closing a file can wait for the disk too. */
  @Override
  public void exchangeEvent(HttpServerExchange ended, NextListener next) {
    if (file.isOpen() && !threads.accepts(() -> IoUtils.safeClose(file))) {
      IoUtils.safeClose(file);
    }
    next.proceed();
  }
}
