package dev.insula.host.front;

import dev.insula.site.serve.FailureTrace;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Puts what a site's code threw into the answer that would be empty; for development only. */
final class TracePages implements HttpHandler {
  private final HttpHandler site;

  TracePages(HttpHandler site) {
    this.site = site;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.addDefaultResponseListener(TracePages::answer);
    site.handleRequest(exchange);
  }

  private static boolean answer(HttpServerExchange exchange) {
    String trace = exchange.getAttachment(FailureTrace.KEY);
    if (trace == null || exchange.isResponseStarted()) {
      return false;
    }
    ErrorPage.html(exchange, TracePage.of("The application threw an exception", trace));
    return true;
  }
}
