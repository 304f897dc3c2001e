package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;

/** Decides how an answer goes to its client: as it came, or by Undertow's response path. */
final class AnswerWay {
  private AnswerWay() {}

  /**
   * Chooses when the answer's head has come.
   *
   * @param rawAllowed whether nothing of the front changes answers on their way out
   * @throws BadAnswerException when another handler has answered already
   */
  static ClientAnswer choose(Relay relay, AnswerHead head, AnswerBody body, boolean rawAllowed)
      throws BadAnswerException {
    HttpServerExchange exchange = relay.exchange();
    boolean raw =
        rawAllowed
            && !body.endsWithConnection()
            && exchange.isRequestComplete()
            && exchange.getResponseHeaders().size() == 0
            && RawAnswer.suits(exchange);
    ClientAnswer chosen = raw ? new RawAnswer(relay, body) : UndertowAnswer.open(relay, head, body);
    if (chosen == null) {
      throw new BadAnswerException("another handler has answered already");
    }
    return chosen;
  }
}
