package dev.insula.site;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The only door to a site's code. What keeps the door (a connection's last exchange, a route) keeps
 * nothing of the site once it is shut.
 */
final class SiteEntry implements HttpHandler {
  private final InFlight inFlight = new InFlight();
  private final List<ExchangeCompletionListener> leavings =
      IntStream.range(0, InFlight.CELLS).mapToObj(this::leaving).toList();
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
    int cell = InFlight.cell(exchange.getIoThread().getNumber());
    if (served == null || !inFlight.enter(cell)) {
      exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
      return;
    }
    exchange.addExchangeCompleteListener(leavings.get(cell));
    served.handleRequest(exchange);
  }

  private ExchangeCompletionListener leaving(int cell) {
    return (_, next) -> {
      inFlight.leave(cell);
      next.proceed();
    };
  }
}
