package dev.insula.host.front;

import dev.insula.host.route.Routes;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** From the host name that the gate let through to that site's door. */
final class Router implements HttpHandler {
  private volatile Routes<SiteDoor> routes = Routes.empty();

  void publish(Routes<SiteDoor> now) {
    routes = now;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    SiteDoor door = routes.find(Gate.host(exchange));
    if (door == null) {
      ErrorPage.unknownHost(exchange);
    } else {
      door.handleRequest(exchange);
    }
  }
}
