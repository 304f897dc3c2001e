package dev.insula.host.hop;

import dev.insula.host.http1.Http1Connection;
import io.undertow.server.HttpServerExchange;

/** What happens to a request before a connection is sought for it: mostly to its body. */
final class RequestStart {
  private RequestStart() {}

  static void begin(Relay relay, RequestFlow request, HopTarget target) {
    if (request.hasBody()) {
      beginWithBody(relay, request, target);
    } else {
      keepClientReadable(relay.exchange());
      relay.seekConnection();
    }
  }

  /**
   * Turns interest in the client's next bytes on again in the same turn in which Undertow turned it
   * off, which saves two system calls; Undertow turns it off itself should bytes really come.
   */
  private static void keepClientReadable(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()
        && exchange.isPersistent()
        && RawAnswer.suits(exchange)
        && exchange.getConnection() instanceof Http1Connection connection
        && connection.getExtraBytes() == null) {
      connection.getOriginalSourceConduit().resumeReads();
    }
  }

  private static void beginWithBody(Relay relay, RequestFlow request, HopTarget target) {
    HttpServerExchange exchange = relay.exchange();
    SpooledBody kept = exchange.getAttachment(SpooledBody.KEPT);
    if (kept != null) {
      relay.spooled(kept);
    } else if (request.length() > target.limits().bodyBytes()) {
      relay.bodyTooLong();
    } else {
      exchange.setMaxEntitySize(-1);
      switch (target.buffering()) {
        case Buffering.None _ -> relay.seekConnection();
        case Buffering.Spooled spooled -> spoolOrSend(relay, request, spooled);
      }
    }
  }

  private static void spoolOrSend(Relay relay, RequestFlow request, Buffering.Spooled spooled) {
    if (spooled.bodies() != Buffering.Bodies.ALL && !request.hasUnknownLength()) {
      relay.seekConnection();
    } else if (request.awaitsContinue()) {
      Continue.send(
          relay.exchange(),
          relay.lane(),
          relay,
          () -> Spooling.start(relay, request, relay.lane(), spooled));
    } else {
      Spooling.start(relay, request, relay.lane(), spooled);
    }
  }
}
