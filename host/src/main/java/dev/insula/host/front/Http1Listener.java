package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Opens HTTP/1.1 connections with the guard between the client and Undertow's parser. */
final class Http1Listener implements DelegateOpenListener {
  private final HttpOpenListener undertow;
  private final GateConnections connections;

  Http1Listener(
      ByteBufferPool pool, OptionMap options, HttpHandler root, GateConnections connections) {
    this.undertow = new HttpOpenListener(pool, options);
    this.undertow.setRootHandler(root);
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
    undertow.handleEvent(channel, read);
  }

  @Override
  public @Nullable ConnectorStatistics getConnectorStatistics() {
    return undertow.getConnectorStatistics();
  }

  @Override
  public HttpHandler getRootHandler() {
    return undertow.getRootHandler();
  }

  @Override
  public void setRootHandler(HttpHandler rootHandler) {
    undertow.setRootHandler(rootHandler);
  }

  @Override
  public OptionMap getUndertowOptions() {
    return undertow.getUndertowOptions();
  }

  @Override
  public void setUndertowOptions(OptionMap options) {
    undertow.setUndertowOptions(options);
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return undertow.getBufferPool();
  }

  @Override
  public void closeConnections() {
    undertow.closeConnections();
  }
}
