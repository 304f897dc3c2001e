package dev.insula.host.front;

import dev.insula.config.Site;
import dev.insula.host.route.Routes;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** From the host name that the gate let through to that site's door. */
final class Router implements HttpHandler {
  private volatile Routes<SiteDoor> routes = Routes.empty();
  private volatile int httpsPort = HttpsRedirect.USUAL_PORT;

  void publish(Routes<SiteDoor> now) {
    routes = now;
  }

  /** Where this host listens for HTTPS from now on. */
  void httpsPort(int port) {
    httpsPort = port;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    SiteDoor door = routes.find(Gate.host(exchange));
    if (door == null) {
      ErrorPage.unknownHost(exchange);
    } else {
      int https = httpsPort(door.site());
      if (https != 0 && HttpsRedirect.isNeeded(exchange)) {
        door.answer(exchange, new HttpsRedirect(https));
      } else {
        door.handleRequest(exchange);
      }
    }
  }

  /** The port that clients without TLS are sent to; 0 if they are answered. */
  private int httpsPort(Site site) {
    return switch (site.httpsRedirect()) {
      case dev.insula.config.HttpsRedirect.None _ -> 0;
      case dev.insula.config.HttpsRedirect.ToListener _ -> httpsPort;
      case dev.insula.config.HttpsRedirect.ToPort(int port) -> port;
    };
  }
}
