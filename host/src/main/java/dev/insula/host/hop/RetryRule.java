package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Set;

/**
 * When a request that got no answer may go to the site once more: nothing of it was sent, or doing
 * it twice is the same as once (RFC 9110, section 9.2.2) and its body, if any, is at hand.
 */
final class RetryRule {
  private static final int MOST_ATTEMPTS = 2;
  private static final Set<HttpString> IDEMPOTENT =
      Set.of(Methods.GET, Methods.HEAD, Methods.OPTIONS, Methods.PUT, Methods.DELETE);

  private RetryRule() {}

  static boolean allows(RequestFlow request, int attempts, HttpServerExchange exchange) {
    if (attempts >= MOST_ATTEMPTS || !request.canBeSentAgain()) {
      return false;
    }
    boolean repeatable =
        IDEMPOTENT.contains(exchange.getRequestMethod())
            && (!request.hasBody() || request.isSpooled());
    return repeatable || !request.hasSentSomething();
  }
}
