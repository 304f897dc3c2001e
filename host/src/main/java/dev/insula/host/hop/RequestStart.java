package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;

/** What happens to a request before a connection is sought for it: mostly to its body. */
final class RequestStart {
  private RequestStart() {}

  static void begin(Relay relay, RequestFlow request, HopTarget target) {
    if (request.hasBody()) {
      beginWithBody(relay, request, target);
    } else {
      relay.seekConnection();
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
