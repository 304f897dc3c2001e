package dev.insula.site.serve;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read as it comes. A client that waits for {@code 100 Continue} gets it at
 * the first read, so that a handler may refuse a body that it has not seen.
 */
final class RequestBody extends InputStream {
  private final HttpServerExchange exchange;
  private @Nullable InputStream in;
  private boolean closed;

  RequestBody(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  private InputStream opened() throws IOException {
    if (closed) {
      throw new IOException("Stream is closed");
    }
    InputStream open = in;
    if (open == null) {
      if (HttpContinue.requiresContinueResponse(exchange)) {
        HttpContinue.sendContinueResponseBlocking(exchange);
      }
      exchange.startBlocking();
      open = exchange.getInputStream();
      in = open;
    }
    return open;
  }

  @Override
  public int read() throws IOException {
    return opened().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return length == 0 ? 0 : opened().read(target, offset, length);
  }

  @Override
  public int available() throws IOException {
    return Math.max(0, opened().available());
  }

  /** Reads the rest of a body that was begun; what was never asked for is dropped at the end. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      InputStream open = in;
      if (open != null) {
        open.close();
      }
    }
  }
}
