package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Sends every request elsewhere. A target that ends in a slash gets the request's path and query
 * behind it; any other target is used as it is written.
 */
public final class Redirect implements HttpHandler {
  private final String target;
  private final int status;
  private final boolean keepsPath;

  private Redirect(String target, int status) {
    this.target = target;
    this.status = status;
    this.keepsPath = target.endsWith("/");
  }

  /**
   * A redirect to an absolute http or https URL, or to a path of the same site.
   *
   * @param status 301, 302, 307 or 308
   * @throws IllegalArgumentException with a sentence, if the target or the status is none of these
   */
  public static Redirect to(String target, int status) {
    if (status != 301 && status != 302 && status != 307 && status != 308) {
      throw new IllegalArgumentException(
          "The status of a redirect is " + status + "; it must be 301, 302, 307 or 308.");
    }
    if (!isTarget(target)) {
      throw new IllegalArgumentException(
          "redirect: \""
              + target
              + "\" is no target; write an http:// or https:// URL without user information, in"
              + " ASCII, or a path that begins with one slash.");
    }
    return new Redirect(target, status);
  }

  private static boolean isTarget(String target) {
    if (!target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return false;
    }
    try {
      URI uri = new URI(target);
      boolean url =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null;
      return url || (target.startsWith("/") && !target.startsWith("//") && !uri.isAbsolute());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    send(exchange, status, keepsPath ? location(target, exchange) : target);
  }

  /** The request's path and query behind a text that ends in a slash. */
  static String location(String target, HttpServerExchange exchange) {
    String path = exchange.getRequestURI();
    return new LocationText(target)
        .path(path.equals("*") ? "" : path)
        .query(exchange.getQueryString())
        .toString();
  }

  static void send(HttpServerExchange exchange, int status, String location) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.LOCATION, location);
    exchange.endExchange();
  }
}
