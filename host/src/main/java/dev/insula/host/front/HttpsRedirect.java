package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * Sends clients that came without TLS to the same host, path and query over HTTPS, with 308, which
 * keeps method and body; lets the others through. Stands behind the gate, whose word it takes for
 * scheme and host.
 */
public final class HttpsRedirect implements HttpHandler {
  private static final int USUAL_PORT = 443;
  private static final int STATUS = 308;

  private final HttpHandler next;
  private final String portSuffix;

  /**
   * Redirects to this port, lets requests over HTTPS through to {@code next}.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public HttpsRedirect(HttpHandler next, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("The HTTPS port is " + port + "; ports are 1 to 65535.");
    }
    this.next = next;
    this.portSuffix = port == USUAL_PORT ? "/" : ":" + port + "/";
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    ClientFacts client = Gate.client(exchange);
    if (client.scheme().equals("https")) {
      next.handleRequest(exchange);
      return;
    }
    String target = "https://" + Gate.host(exchange) + portSuffix;
    Redirect.send(exchange, STATUS, Redirect.location(target, exchange));
  }
}
