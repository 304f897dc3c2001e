package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatisticsImpl;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http2.Http2ReceiveListener;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Opens HTTP/2 connections with the guards below and beside Undertow's frame parser. */
final class Http2Listener extends GuardedListener {
  Http2Listener(
      ByteBufferPool pool, OptionMap options, HttpHandler root, GateConnections connections) {
    super(pool, options, root, connections);
  }

  @Override
  public void handleEvent(StreamConnection channel, @Nullable PooledByteBuffer read) {
    OptionMap options = getUndertowOptions();
    int bufferSize = getBufferPool().getBufferSize();
    GateConnection connection = connections().established(channel);
    connection.multiplexed();
    channel
        .getSinkChannel()
        .setConduit(new GateSink(channel.getSinkChannel().getConduit(), connection));
    Http2Guard guard = new Http2Guard(channel.getSourceChannel().getConduit(), connection);
    Http2HeaderBlocks blocks = new Http2HeaderBlocks(guard, bufferSize);
    channel.getSourceChannel().setConduit(blocks);
    if (read != null) {
      guard.admit(read.getBuffer());
      blocks.admit(read.getBuffer());
    }
    Http2GuardedChannel guarded =
        new Http2GuardedChannel(channel, getBufferPool(), read, options, connection);
    guard.protect(guarded);
    connection.drainBy(() -> {
      guarded.sendGoAway(Http2GuardedChannel.ERROR_NO_ERROR);
      IoUtils.safeClose(guarded);
    });
    guarded
        .getReceiveSetter()
        .set(
            new Http2ReceiveListener(
                getRootHandler(), options, bufferSize, new ConnectorStatisticsImpl()));
    guarded.resumeReceives();
  }
}
