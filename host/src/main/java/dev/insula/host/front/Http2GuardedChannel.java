package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.http2.AbstractHttp2StreamSourceChannel;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2RstStreamStreamSourceChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.channels.Channels;

/**
 * An HTTP/2 connection that holds its client to the number of streams it was told, and to one
 * unmistakable authority per request, before a request becomes an exchange.
 */
final class Http2GuardedChannel extends Http2Channel {
  private static final int PASSED = -1;

  /**
   * Streams a client may open beyond its limit, as it may not know it yet, before it is cut off.
   */
  private static final int REFUSALS = 32;

  private final GateConnection connection;
  private int streams;
  private int refusedInARow;

  Http2GuardedChannel(
      StreamConnection channel,
      ByteBufferPool pool,
      @Nullable PooledByteBuffer read,
      OptionMap options,
      GateConnection connection) {
    super(channel, "h2", pool, read, false, false, options);
    this.connection = connection;
    putAttachment(GateConnection.KEY, connection);
  }

  @Override
  public synchronized @Nullable AbstractHttp2StreamSourceChannel receive() throws IOException {
    while (true) {
      AbstractHttp2StreamSourceChannel frame = parsed();
      if (frame instanceof Http2RstStreamStreamSourceChannel reset) {
        connection.streams().reset(reset.getStreamId());
      }
      if (!(frame instanceof Http2StreamSourceChannel stream)) {
        return frame;
      }
      int error = error(stream.getHeaders());
      if (error == PASSED) {
        connection.streams().opened(stream.getStreamId());
        return frame;
      }
      refuse(stream, error);
    }
  }

  /**
   * Undertow reads a content-length before anything else can look at it, and trips over a bad one.
   */
  private @Nullable AbstractHttp2StreamSourceChannel parsed() throws IOException {
    try {
      return super.receive();
    } catch (IllegalArgumentException malformed) {
      sendGoAway(ERROR_PROTOCOL_ERROR);
      return null;
    }
  }

  private int error(HeaderMap headers) {
    if (connection.inFlight() >= connection.limits().streams()) {
      return ++refusedInARow > REFUSALS ? ERROR_ENHANCE_YOUR_CALM : ERROR_REFUSED_STREAM;
    }
    refusedInARow = 0;
    if (connection.isDraining() || ++streams > connection.limits().streamsPerConnection()) {
      connection.drain();
      return ERROR_REFUSED_STREAM;
    }
    return hasOneAuthority(headers) ? PASSED : ERROR_PROTOCOL_ERROR;
  }

  private static boolean hasOneAuthority(HeaderMap headers) {
    String authority = headers.getFirst(AUTHORITY);
    if (headers.count(AUTHORITY) != 1 || authority == null) {
      return false;
    }
    int hosts = headers.count(Headers.HOST);
    return hosts == 0 || (hosts == 1 && authority.equals(headers.getFirst(Headers.HOST)));
  }

  private void refuse(Http2StreamSourceChannel stream, int error) {
    if (error == ERROR_ENHANCE_YOUR_CALM) {
      sendGoAway(error);
      return;
    }
    sendRstStream(stream.getStreamId(), error);
    try {
      Channels.drain(stream, Long.MAX_VALUE);
    } catch (IOException expected) {
      // The stream was reset a line above; there is nothing left to drain.
    }
  }
}
