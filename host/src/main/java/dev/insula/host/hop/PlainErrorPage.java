package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** The error page of a host that has none of its own. */
final class PlainErrorPage implements ErrorPage {
  @Override
  public String body(HttpServerExchange exchange, HopFailure failure, String requestId) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    int status = failure.status();
    return "%d %s\nrequest %s\n".formatted(status, StatusCodes.getReason(status), requestId);
  }
}
