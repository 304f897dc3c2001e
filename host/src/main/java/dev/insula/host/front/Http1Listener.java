package dev.insula.host.front;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpHandler;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Opens HTTP/1.1 connections with the guard between the client and whoever reads the requests. */
final class Http1Listener extends GuardedListener {
  Http1Listener(
      ByteBufferPool pool, OptionMap options, HttpHandler root, GateConnections connections) {
    super(pool, options, root, connections);
  }

  @Override
  public void handleEvent(StreamConnection channel, @Nullable PooledByteBuffer read) {
    GateConnection connection = connections().established(channel);
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
    GuardedHttp1 guarded =
        new GuardedHttp1(
            channel, getBufferPool(), getRootHandler(), getUndertowOptions(), connection);
    guarded.addCloseListener(_ -> connections().closed(channel));
    guarded.open(read);
  }
}
