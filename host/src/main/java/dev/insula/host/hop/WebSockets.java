package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;

/** The only protocol that a request may be upgraded to. */
final class WebSockets {
  private WebSockets() {}

  static boolean isRequested(HttpServerExchange exchange) {
    HeaderValues upgrade = exchange.getRequestHeaders().get(Headers.UPGRADE);
    return upgrade != null
        && upgrade.size() == 1
        && "websocket".equalsIgnoreCase(upgrade.getFirst())
        && exchange.isHttp11()
        && exchange.getRequestMethod().equals(Methods.GET);
  }
}
