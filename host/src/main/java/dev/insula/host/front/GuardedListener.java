package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Opens connections of one protocol; what Undertow asks of every such listener. */
abstract class GuardedListener implements DelegateOpenListener {
  private final ByteBufferPool pool;
  private final GateConnections connections;
  private volatile OptionMap options;
  private volatile HttpHandler root;

  GuardedListener(
      ByteBufferPool pool, OptionMap options, HttpHandler root, GateConnections connections) {
    this.pool = pool;
    this.options = options;
    this.root = root;
    this.connections = connections;
  }

  final GateConnections connections() {
    return connections;
  }

  @Override
  public final void handleEvent(StreamConnection channel) {
    handleEvent(channel, null);
  }

  @Override
  public final @Nullable ConnectorStatistics getConnectorStatistics() {
    return null;
  }

  @Override
  public final HttpHandler getRootHandler() {
    return root;
  }

  @Override
  public final void setRootHandler(HttpHandler rootHandler) {
    root = rootHandler;
  }

  @Override
  public final OptionMap getUndertowOptions() {
    return options;
  }

  @Override
  public final void setUndertowOptions(OptionMap undertowOptions) {
    options = undertowOptions;
  }

  @Override
  public final ByteBufferPool getBufferPool() {
    return pool;
  }

  @Override
  public final void closeConnections() {
    connections.all().forEach(GateConnection::cut);
  }
}
