package dev.insula.host.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.StreamSourceConduit;

/** Keeps an HTTP/1.1 connection to one reading of its bytes; see {@link Http1Framing}. */
final class Http1Guard extends GateSource {
  private final Http1Framing framing;
  private final GateSink sink;
  private final GateConnection connection;
  private boolean bodyBroken;

  Http1Guard(StreamSourceConduit next, GateSink sink, GateConnection connection) {
    super(next);
    this.sink = sink;
    this.connection = connection;
    this.framing = new Http1Framing(connection.limits());
  }

  @Override
  int scan(byte[] bytes, int from, int to) {
    int passing = framing.scan(bytes, from, to);
    if (passing < to && framing.inBody()) {
      return cut(passing);
    }
    return passing;
  }

  /** A head that came with its broken body is cut too; one that was delivered before cannot be. */
  private int cut(int passing) {
    if (framing.headEnd() > 0) {
      return framing.headEnd() - 1;
    }
    bodyBroken = true;
    return passing;
  }

  @Override
  void refuse() throws IOException {
    if (bodyBroken) {
      connection.cut();
      throw new IOException("The client sent a body that breaks the rules of chunked coding.");
    }
    ByteBuffer answer = GateRefusal.answer(framing.refusal());
    sink.write(answer);
    sink.linger();
    connection.closeSoon();
  }

  void tunnel() {
    framing.tunnel();
  }
}
