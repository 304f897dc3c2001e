package dev.insula.site.daemon;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Puts the client's address and scheme in place of the socket's. They come in {@code X-Forwarded-*}
 * fields which the host always overwrites, and only the host reaches the socket. Exactly one
 * address is expected; what is no address leaves the socket's in place.
 */
final class ForwardedClient implements HttpHandler {
  private static final int HIGHEST_PORT = 65_535;

  private final HttpHandler next;

  ForwardedClient(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderMap fields = exchange.getRequestHeaders();
    InetSocketAddress source = address(fields.getFirst(Headers.X_FORWARDED_FOR));
    if (source != null) {
      exchange.setSourceAddress(source);
    }
    String scheme = fields.getFirst(Headers.X_FORWARDED_PROTO);
    if (scheme != null) {
      exchange.setRequestScheme(scheme);
    }
    int port = port(fields.getFirst(Headers.X_FORWARDED_PORT));
    if (port > 0) {
      exchange.setDestinationAddress(
          new InetSocketAddress(exchange.getDestinationAddress().getAddress(), port));
    }
    AuthorizeQuestion.takeFrom(exchange);
    next.handleRequest(exchange);
  }

  private static @Nullable InetSocketAddress address(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(text), 0);
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }

  private static int port(@Nullable String text) {
    try {
      int port = text == null ? 0 : Integer.parseInt(text);
      return port <= HIGHEST_PORT ? port : 0;
    } catch (NumberFormatException noPort) {
      return 0;
    }
  }
}
