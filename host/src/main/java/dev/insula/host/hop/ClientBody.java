package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/** A request's body as it comes from the client. */
final class ClientBody implements BodySource {
  private final HttpServerExchange exchange;
  private final StreamSourceChannel channel;

  ClientBody(HttpServerExchange exchange, StreamSourceChannel channel) {
    this.exchange = exchange;
    this.channel = channel;
  }

  /**
   * Reads; an end that Undertow reports after it gave the exchange up is no end of the body.
   *
   * @throws EOFException when the client broke off
   */
  @Override
  public int read(ByteBuffer target) throws IOException {
    boolean whole = exchange.getConnection().isOpen() && !exchange.isRequestComplete();
    int count = channel.read(target);
    if (count == -1 && !whole) {
      throw new EOFException("the client broke off");
    }
    return count;
  }

  @Override
  public void wake(Runnable listener) {
    channel.getReadSetter().set(ready -> listener.run());
    channel.resumeReads();
  }

  @Override
  public void rest() {
    channel.suspendReads();
  }

  @Override
  public void release() {
    channel.suspendReads();
  }
}
