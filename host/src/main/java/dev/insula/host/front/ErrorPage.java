package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** The host's own answers: small, plain, and without a word about what is behind. */
final class ErrorPage {
  private ErrorPage() {}

  /** The site cannot answer now; trying again makes sense. */
  static void unavailable(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
    send(exchange, StatusCodes.SERVICE_UNAVAILABLE);
  }

  /** No site of this host has that name. */
  static void unknownHost(HttpServerExchange exchange) {
    send(exchange, StatusCodes.NOT_FOUND);
  }

  /** An answer that says its status in words. */
  static void send(HttpServerExchange exchange, int status) {
    if (exchange.isResponseStarted()) {
      return;
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseSender().send(status + " " + StatusCodes.getReason(status) + "\n");
  }

  /** For a developer's own browser: what went wrong, as a page. */
  static void html(HttpServerExchange exchange, String page) {
    exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(page);
  }
}
