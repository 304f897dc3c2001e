package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.URI;

/**
 * Puts the path of a proxy's address in place of the path that it is mounted at.
 *
 * @param next passes the request on
 * @param segments how many segments of the request's path are replaced
 * @param prefix what comes in their place; no slash at its end
 */
record ProxyPath(HttpHandler next, int segments, String prefix) implements HttpHandler {
  /** An address without a path leaves the request's path as it is. */
  static HttpHandler around(HttpHandler next, String mount, URI target) {
    String path = target.getRawPath() == null ? "" : target.getRawPath();
    String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int segments = (int) mount.chars().filter(c -> c == '/').count() - (mount.equals("/") ? 1 : 0);
    boolean isSame = path.isEmpty() || (segments == 0 && prefix.isEmpty());
    return isSame ? next : new ProxyPath(next, segments, prefix);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String rest = rest(path(exchange));
    String replaced = prefix + rest;
    exchange.setRequestURI(replaced.isEmpty() ? "/" : replaced);
    next.handleRequest(exchange);
  }

  private static String path(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return uri;
    }
    int authority = uri.indexOf("//");
    int path = authority < 0 ? 0 : uri.indexOf('/', authority + 2);
    return path < 0 ? "/" : uri.substring(path);
  }

  /** The path from the slash after the mount's segments on; a segment may be written in escapes. */
  private String rest(String path) {
    int at = 0;
    for (int i = 0; i < segments; i++) {
      at = path.indexOf('/', at + 1);
      if (at < 0) {
        return "";
      }
    }
    return path.substring(at);
  }
}
