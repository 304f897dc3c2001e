package dev.insula.site.link;

import dev.insula.link.Frame;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Decides by the first bytes of a connection what it is: a link, whose streams go to the listener
 * one by one, or HTTP/1.1, as health checks speak it, which goes there itself.
 */
public final class LinkAcceptor implements ChannelListener<StreamConnection> {
  private final ByteBufferPool buffers;
  private final ChannelListener<? super StreamConnection> streams;
  private final BiConsumer<StreamConnection, PooledByteBuffer> http;
  private final Set<ServedLink> links = ConcurrentHashMap.newKeySet();

  /**
   * Both are called on the I/O thread.
   *
   * @param streams gets each stream of a link
   * @param http gets each other connection, with what was read of it
   */
  public LinkAcceptor(
      ByteBufferPool buffers,
      ChannelListener<? super StreamConnection> streams,
      BiConsumer<StreamConnection, PooledByteBuffer> http) {
    this.buffers = buffers;
    this.streams = streams;
    this.http = http;
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    ConduitStreamSourceChannel source = connection.getSourceChannel();
    source.setReadListener(_ -> begin(connection, source));
    begin(connection, source);
  }

  private void begin(StreamConnection connection, ConduitStreamSourceChannel source) {
    PooledByteBuffer pooled = buffers.allocate();
    ByteBuffer first = pooled.getBuffer().clear();
    try {
      int count = source.read(first);
      if (count == 0) {
        pooled.close();
        source.resumeReads();
        return;
      }
      if (count < 0) {
        pooled.close();
        IoUtils.safeClose(connection);
        return;
      }
    } catch (IOException e) {
      pooled.close();
      IoUtils.safeClose(connection);
      return;
    }
    source.suspendReads();
    first.flip();
    if (first.remaining() >= Frame.HEADER && first.getLong(0) == Frame.PREFACE) {
      link(connection, pooled);
    } else {
      http.accept(connection, pooled);
    }
  }

  private void link(StreamConnection connection, PooledByteBuffer pooled) {
    ServedLink link = new ServedLink(connection, streams);
    links.add(link);
    connection.setCloseListener(_ -> {
      links.remove(link);
      link.broken();
    });
    ByteBuffer first = pooled.getBuffer().position(Frame.HEADER);
    link.begin(first);
    pooled.close();
  }

  /** Waits until what was answered has left this process, at most so long. */
  public void flush(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (ServedLink link : links) {
      link.awaitEmpty(end);
    }
  }
}
