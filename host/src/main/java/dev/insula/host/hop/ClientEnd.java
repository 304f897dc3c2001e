package dev.insula.host.hop;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import org.xnio.IoUtils;

/** Ends a client's connection or stream so that it cannot take the answer for complete. */
public final class ClientEnd {
  private ClientEnd() {}

  /** Ends it; on the exchange's I/O thread. */
  public static void cut(HttpServerExchange exchange) {
    IoUtils.safeClose(exchange.getConnection());
    Connectors.terminateRequest(exchange);
    Connectors.terminateResponse(exchange);
  }
}
