package dev.insula.host.front;

import dev.insula.host.http1.Http1Connection;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** An HTTP/1.1 connection behind the gate. */
final class GuardedHttp1 extends Http1Connection {
  private final GateConnection gate;

  GuardedHttp1(
      StreamConnection channel,
      ByteBufferPool pool,
      HttpHandler root,
      OptionMap options,
      GateConnection gate) {
    super(channel, pool, root, options);
    this.gate = gate;
  }

  GateConnection gate() {
    return gate;
  }

  @Override
  protected void incomplete(boolean now) {
    gate.incomplete(now);
  }

  @Override
  protected void ended() {
    gate.end();
  }
}
