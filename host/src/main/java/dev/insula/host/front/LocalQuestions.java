package dev.insula.host.front;

import dev.insula.host.hop.Question;
import dev.insula.site.Percent;
import dev.insula.site.auth.SignedIn;
import dev.insula.site.serve.Asked;
import dev.insula.site.serve.GuardedHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * Asks a site in this JVM what the hop asks one in a process: whether a request may pass for what
 * the front serves itself. The site's code answers on the site's threads.
 */
final class LocalQuestions implements HttpHandler {
  private final HttpHandler site;

  LocalQuestions(HttpHandler site) {
    this.site = site;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Question question = exchange.removeAttachment(Question.KEY);
    if (question != null) {
      exchange.putAttachment(
          Asked.KEY, new Asked(it -> allow(it, question.allowed()), question.unknown()));
    }
    site.handleRequest(exchange);
  }

  /** The access log names the user, as it does for a site in a process. */
  private static void allow(HttpServerExchange exchange, HttpHandler next) throws Exception {
    SignedIn user = exchange.getAttachment(GuardedHandler.USER);
    if (user != null) {
      exchange.putAttachment(Question.USER, Percent.encode(user.user()));
    }
    next.handleRequest(exchange);
  }
}
