package dev.insula.site.serve;

import dev.insula.site.auth.AskedElsewhere;
import dev.insula.site.auth.SignedIn;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;

/**
 * An application whose site's users another process knows: the front has asked that one, and a
 * field that no client can send names the user. Without it nobody has signed in.
 */
public final class ToldUserHandler implements HttpHandler {
  /** Names the user, percent-encoded: in a request, and in the answer to the front's question. */
  public static final HttpString FIELD = new HttpString("X-Insula-Remote-User");

  private final HttpHandler application;
  private final AskedElsewhere asked;

  /** Tells the application who it is. */
  public ToldUserHandler(HttpHandler application, AskedElsewhere asked) {
    this.application = application;
    this.asked = asked;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String told = exchange.getRequestHeaders().getFirst(FIELD);
    if (told != null) {
      exchange.getRequestHeaders().remove(FIELD);
      SignedIn user = asked.user(told, exchange.getRequestPath());
      exchange.putAttachment(GuardedHandler.USER, user);
      SignedInAccount.enter(exchange, user);
    }
    application.handleRequest(exchange);
  }
}
