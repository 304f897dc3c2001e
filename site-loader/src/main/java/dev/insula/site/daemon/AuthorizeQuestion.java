package dev.insula.site.daemon;

import dev.insula.site.Percent;
import dev.insula.site.auth.SignedIn;
import dev.insula.site.serve.Asked;
import dev.insula.site.serve.GuardedHandler;
import dev.insula.site.serve.ToldUserHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;

/**
 * The front's question whether a request may pass for what the front serves itself. It comes as the
 * request's head with {@code X-Insula-Authorize: 1}, which no client can send.
 */
final class AuthorizeQuestion {
  private static final HttpString ASKS = new HttpString("X-Insula-Authorize");
  private static final Asked BY_FRONT =
      new Asked(AuthorizeQuestion::yes, AuthorizeQuestion::noRule);

  private AuthorizeQuestion() {}

  /** Makes the question of the request's field. */
  static void takeFrom(HttpServerExchange exchange) {
    if (exchange.getRequestHeaders().contains(ASKS)) {
      exchange.putAttachment(Asked.KEY, BY_FRONT);
    }
  }

  private static void yes(HttpServerExchange exchange) {
    SignedIn user = exchange.getAttachment(GuardedHandler.USER);
    if (user != null) {
      exchange.getResponseHeaders().put(ToldUserHandler.FIELD, Percent.encode(user.user()));
    }
    noRule(exchange);
  }

  private static void noRule(HttpServerExchange exchange) {
    exchange.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
  }
}
