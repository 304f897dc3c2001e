package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;

/** What the client reads when the site did not answer. */
@FunctionalInterface
public interface ErrorPage {
  /**
   * Sets header fields on the exchange, its Content-Type for one, and returns the body; status,
   * length and Retry-After are set by the hop. Called on the exchange's I/O thread before any byte
   * of an answer was sent; must not block.
   */
  String body(HttpServerExchange exchange, HopFailure failure, String requestId);

  /** A short plain text that names the status and the request id only. */
  static ErrorPage plain() {
    return new PlainErrorPage();
  }
}
