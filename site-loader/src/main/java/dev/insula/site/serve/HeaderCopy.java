package dev.insula.site.serve;

import com.sun.net.httpserver.Headers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;

/** Copies header fields between the JDK's form and Undertow's. */
final class HeaderCopy {
  private HeaderCopy() {}

  /** The request's header fields; cannot be changed, as in the JDK's own server. */
  static Headers ofRequest(HttpServerExchange exchange) {
    Headers copy = new Headers();
    for (HeaderValues field : exchange.getRequestHeaders()) {
      String name = field.getHeaderName().toString();
      for (int i = 0; i < field.size(); i++) {
        copy.add(name, field.get(i));
      }
    }
    return Headers.of(copy);
  }

  static void toResponse(Headers fields, HeaderMap response) {
    fields.forEach((name, values) -> {
      HttpString key = HttpString.tryFromString(name);
      for (String value : values) {
        response.add(key, value);
      }
    });
  }
}
