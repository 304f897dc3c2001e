package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;

/** Writes a request's target in origin form, as the client sent it. */
final class RequestTarget {
  private RequestTarget() {}

  static void write(HttpServerExchange exchange, HeadWriter out) {
    String uri = exchange.getRequestURI();
    int path = exchange.isHostIncludedInRequestURI() ? pathStart(uri) : 0;
    if (path == uri.length()) {
      out.put('/');
    } else {
      out.put(uri, path, uri.length());
    }
    String query = exchange.getQueryString();
    if (!query.isEmpty()) {
      out.put('?');
      out.put(query);
    }
  }

  private static int pathStart(String uri) {
    int authority = uri.indexOf("//");
    int path = authority == -1 ? -1 : uri.indexOf('/', authority + 2);
    return path == -1 ? uri.length() : path;
  }
}
