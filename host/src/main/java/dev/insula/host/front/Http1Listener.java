package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Opens HTTP/1.1 connections with the guard between the client and whoever reads the requests. */
final class Http1Listener implements DelegateOpenListener {
  private final ByteBufferPool pool;
  private final GateConnections connections;
  private volatile OptionMap options;
  private volatile HttpHandler root;

  Http1Listener(
      ByteBufferPool pool, OptionMap options, HttpHandler root, GateConnections connections) {
    this.pool = pool;
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
    ConduitStreamSourceChannel source = channel.getSourceChannel();
    ConduitStreamSinkChannel sink = channel.getSinkChannel();
    GateSink guardedSink = new GateSink(sink.getConduit(), connection);
    Http1Guard guard = new Http1Guard(source.getConduit(), guardedSink, connection);
    connection.guard(guard, guardedSink);
    source.setConduit(guard);
    sink.setConduit(guardedSink);
    if (read != null) {
      guard.admit(read.getBuffer());
    }
    GuardedHttp1 guarded = new GuardedHttp1(channel, pool, root, options, connection);
    guarded.addCloseListener(_ -> connections.closed(channel));
    guarded.open(read);
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
    connections.all().forEach(GateConnection::cut);
  }
}
