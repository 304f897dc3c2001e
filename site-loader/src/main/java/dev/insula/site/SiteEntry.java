package dev.insula.site;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import org.jspecify.annotations.Nullable;

/**
 * The only door to a site's code. What keeps the door (a connection's last exchange, a route) keeps
 * nothing of the site once it is shut.
 */
final class SiteEntry implements HttpHandler, ExchangeCompletionListener {
  private final InFlight inFlight = new InFlight();
  private volatile @Nullable HttpHandler application;

  /** Opens the door. */
  void open(HttpHandler served) {
    application = served;
  }

  /** Answers 503 from now on. */
  void shut() {
    inFlight.shut();
  }

  /** Lets go of the site's code; after {@link #shut}. */
  void forget() {
    application = null;
  }

  InFlight inFlight() {
    return inFlight;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HttpHandler served = application;
    if (served == null || !inFlight.enter()) {
      exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
      return;
    }
    exchange.addExchangeCompleteListener(this);
    served.handleRequest(exchange);
  }

  @Override
  public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
    inFlight.leave();
    next.proceed();
  }
}
