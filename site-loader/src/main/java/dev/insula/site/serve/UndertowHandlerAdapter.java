package dev.insula.site.serve;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import org.xnio.IoUtils;

/**
 * Calls a handler of Undertow's type for each request as Undertow does: on the I/O thread, from
 * where the handler dispatches itself what may block, and then runs on a thread of the site.
 */
final class UndertowHandlerAdapter implements HttpHandler {
  private final HttpHandler application;
  private final SiteContext site;
  private final BodyLimit bodyLimit;

  UndertowHandlerAdapter(HttpHandler application, SiteContext site) {
    this.application = application;
    this.site = site;
    this.bodyLimit = new BodyLimit(site.largestBody());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    bodyLimit.watch(exchange);
    exchange.setDispatchExecutor(new DispatchedExchange(exchange, site));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(site.loader());
    try {
      application.handleRequest(exchange);
      // any throwable: the site's code must not end a thread of the host
    } catch (Throwable thrown) {
      fail(exchange, thrown);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void fail(HttpServerExchange exchange, Throwable thrown) {
    FailedRequest.tell(exchange, thrown, site);
    if (exchange.isResponseStarted()) {
      if (!exchange.isResponseComplete()) {
        IoUtils.safeClose(exchange.getConnection());
      }
    } else {
      exchange.getResponseHeaders().clear();
      exchange.setStatusCode(FailedRequest.status(thrown));
    }
    exchange.endExchange();
  }
}
