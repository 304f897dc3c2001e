package dev.insula.site.serve;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** Puts what a site's code threw into the answer that would be empty; for development only. */
public final class TracePages implements HttpHandler {
  /** The property of a daemon process's own JVM that asks for them; no site sees it. */
  public static final String WANTED = "insula.develop";

  private final HttpHandler site;

  /** Around the handler of a site. */
  public TracePages(HttpHandler site) {
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
    exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(TracePage.of("The application threw an exception", trace));
    return true;
  }
}
