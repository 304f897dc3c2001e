package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.ConnectorStatisticsImpl;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http2.Http2ReceiveListener;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Opens HTTP/2 connections with the guards below and beside Undertow's frame parser. */
final class Http2Listener implements DelegateOpenListener {
  private final ByteBufferPool pool;
  private final int bufferSize;
  private final GateConnections connections;
  private volatile OptionMap options;
  private volatile HttpHandler root;

  Http2Listener(
      ByteBufferPool pool, OptionMap options, HttpHandler root, GateConnections connections) {
    this.pool = pool;
    this.bufferSize = pool.getBufferSize();
    this.options = options;
    this.root = root;
    this.connections = connections;
  }

  @Override
  public void handleEvent(StreamConnection channel) {
    handleEvent(channel, null);
  }

  @Override
  public void handleEvent(StreamConnection channel, @Nullable PooledByteBuffer read) {
    GateConnection connection = connections.established(channel);
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
    Http2GuardedChannel guarded = new Http2GuardedChannel(channel, pool, read, options, connection);
    guard.protect(guarded);
    connection.drainBy(() -> {
      guarded.sendGoAway(Http2GuardedChannel.ERROR_NO_ERROR);
      IoUtils.safeClose(guarded);
    });
    guarded
        .getReceiveSetter()
        .set(new Http2ReceiveListener(root, options, bufferSize, new ConnectorStatisticsImpl()));
    guarded.resumeReceives();
  }

  @Override
  public @Nullable ConnectorStatistics getConnectorStatistics() {
    return null;
  }

  @Override
  public HttpHandler getRootHandler() {
    return root;
  }

  @Override
  public void setRootHandler(HttpHandler rootHandler) {
    root = rootHandler;
  }

  @Override
  public OptionMap getUndertowOptions() {
    return options;
  }

  @Override
  public void setUndertowOptions(OptionMap undertowOptions) {
    options = undertowOptions;
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return pool;
  }

  @Override
  public void closeConnections() {
    for (GateConnection connection : connections.all()) {
      connection.cut();
    }
  }
}
