package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** Tells a client of a failure before any byte of an answer. */
final class FailureAnswer {
  private FailureAnswer() {}

  static void send(Relay relay, HopFailure failure, ErrorPage page) {
    HttpServerExchange exchange = relay.exchange();
    if (!exchange.isResponseChannelAvailable() || exchange.isResponseComplete()) {
      ClientEnd.cut(exchange);
      return;
    }
    exchange.setStatusCode(failure.status());
    if (failure.status() == StatusCodes.SERVICE_UNAVAILABLE) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
    }
    if (!exchange.isRequestComplete()) {
      exchange.setPersistent(false);
    }
    UndertowAnswer.send(relay, page.body(exchange, failure, relay.id().text()));
  }
}
