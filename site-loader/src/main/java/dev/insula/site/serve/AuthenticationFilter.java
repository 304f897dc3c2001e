package dev.insula.site.serve;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Asks the context's authenticator, and answers in its stead when it says no. */
final class AuthenticationFilter extends Filter {
  private final Authenticator authenticator;
  private final JdkExchange original;

  /** Guards one exchange; filters before this one may have wrapped it. */
  AuthenticationFilter(Authenticator authenticator, JdkExchange original) {
    this.authenticator = authenticator;
    this.original = original;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    switch (authenticator.authenticate(exchange)) {
      case Authenticator.Success success -> {
        original.authenticated(success.getPrincipal());
        chain.doFilter(exchange);
      }
      case Authenticator.Retry retry -> refuse(exchange, retry.getResponseCode());
      case Authenticator.Failure failure -> refuse(exchange, failure.getResponseCode());
      default ->
          throw new IllegalStateException("The authenticator gave a result of an unknown kind.");
    }
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public String description() {
    return "Authentication filter";
  }
}
