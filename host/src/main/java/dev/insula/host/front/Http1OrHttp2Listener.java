package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Looks at the first three bytes of a connection without TLS: HTTP/2 by prior knowledge begins with
 * {@code PRI} (RFC 9113 section 3.4), which no method of HTTP/1.1 does.
 */
final class Http1OrHttp2Listener implements ChannelListener<StreamConnection> {
  private static final byte[] PREFACE = Ascii.bytes("PRI");

  private final ByteBufferPool pool;
  private final Http1Listener http1;
  private final Http2Listener http2;

  Http1OrHttp2Listener(ByteBufferPool pool, Http1Listener http1, Http2Listener http2) {
    this.pool = pool;
    this.http1 = http1;
    this.http2 = http2;
  }

  @Override
  public void handleEvent(StreamConnection channel) {
    PooledByteBuffer buffer = pool.allocate();
    channel.getSourceChannel().setReadListener(source -> read(channel, source, buffer));
    channel.getSourceChannel().setCloseListener(source -> buffer.close());
    read(channel, channel.getSourceChannel(), buffer);
  }

  private void read(
      StreamConnection channel, ConduitStreamSourceChannel source, PooledByteBuffer pooled) {
    try {
      ByteBuffer buffer = pooled.getBuffer();
      int read = source.read(buffer);
      if (read < 0) {
        IoUtils.safeClose(channel);
      } else if (isUndecided(buffer)) {
        source.resumeReads();
      } else {
        source.setReadListener(null);
        source.setCloseListener(null);
        buffer.flip();
        boolean preface = buffer.remaining() >= PREFACE.length && startsWithPreface(buffer);
        (preface ? http2 : http1).handleEvent(channel, pooled);
      }
    } catch (IOException e) {
      IoUtils.safeClose(channel);
    }
  }

  private static boolean isUndecided(ByteBuffer read) {
    for (int at = 0; at < Math.min(read.position(), PREFACE.length); at++) {
      if (read.get(at) != PREFACE[at]) {
        return false;
      }
    }
    return read.position() < PREFACE.length;
  }

  private static boolean startsWithPreface(ByteBuffer buffer) {
    for (int at = 0; at < PREFACE.length; at++) {
      if (buffer.get(at) != PREFACE[at]) {
        return false;
      }
    }
    return true;
  }
}
