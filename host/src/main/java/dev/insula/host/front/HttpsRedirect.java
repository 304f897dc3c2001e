package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * Sends clients to the same host, path and query over HTTPS, with 308, which keeps method and body.
 * Stands behind the gate, whose word it takes for scheme and host.
 */
public final class HttpsRedirect implements HttpHandler {
  static final int USUAL_PORT = 443;
  private static final int STATUS = 308;

  private final String portSuffix;

  /**
   * Redirects to this port.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public HttpsRedirect(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("The HTTPS port is " + port + "; ports are 1 to 65535.");
    }
    this.portSuffix = port == USUAL_PORT ? "/" : ":" + port + "/";
  }

  /** Whether the client came without TLS, to the last proxy that is believed. */
  static boolean isNeeded(HttpServerExchange exchange) {
    return !Gate.client(exchange).scheme().equals("https");
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String target = "https://" + Gate.host(exchange) + portSuffix;
    Redirect.send(exchange, STATUS, Redirect.location(target, exchange));
  }
}
