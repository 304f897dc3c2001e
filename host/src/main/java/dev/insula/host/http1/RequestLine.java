package dev.insula.host.http1;

import io.undertow.UndertowOptions;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.BadRequestException;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.ParameterLimitException;
import io.undertow.util.Protocols;
import io.undertow.util.URLUtils;
import java.nio.charset.StandardCharsets;
import org.xnio.OptionMap;

/**
 * Method, target and version of a request (RFC 9112 section 3).
 *
 * @param target the target as it was sent, up to the query
 * @param query what stands behind the question mark; empty if none does
 * @param isPlain false if the path needs a closer look: parameters, or no path at all
 */
record RequestLine(
    HttpString method, String target, String query, boolean isPlain, HttpString version) {
  private static final String CHARSET = StandardCharsets.UTF_8.name();
  private static final HttpString[] METHODS = {
    Methods.GET,
    Methods.POST,
    Methods.HEAD,
    Methods.PUT,
    Methods.DELETE,
    Methods.OPTIONS,
    Methods.PATCH
  };

  /** The line that stands from {@code from} to {@code to}, without its end. */
  static RequestLine of(byte[] bytes, int from, int to) {
    int space = from;
    while (bytes[space] != ' ') {
      space++;
    }
    int target = space + 1;
    int at = target;
    int query = -1;
    boolean plain = bytes[target] == '/';
    for (; bytes[at] != ' '; at++) {
      if (bytes[at] == '?' && query < 0) {
        query = at;
      }
      plain &= bytes[at] != ';';
    }
    return new RequestLine(
        method(bytes, from, space),
        text(bytes, target, query < 0 ? at : query),
        query < 0 ? "" : text(bytes, query + 1, at),
        plain,
        bytes[to - 1] == '1' ? Protocols.HTTP_1_1 : Protocols.HTTP_1_0);
  }

  private static HttpString method(byte[] bytes, int from, int to) {
    for (HttpString known : METHODS) {
      if (is(known, bytes, from, to)) {
        return known;
      }
    }
    return new HttpString(bytes, from, to - from);
  }

  private static boolean is(HttpString known, byte[] bytes, int from, int to) {
    if (known.length() != to - from) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (known.byteAt(at - from) != bytes[at]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Tells the exchange; the target stays empty if it cannot be taken apart. */
  void into(HttpServerExchange exchange) {
    exchange.setRequestMethod(method);
    exchange.setProtocol(version);
    try {
      tellTarget(exchange);
    } catch (ParameterLimitException | BadRequestException e) {
      exchange.setRequestURI("");
    }
  }

  private void tellTarget(HttpServerExchange exchange)
      throws ParameterLimitException, BadRequestException {
    if (!isWellEscaped(query)) {
      throw new BadRequestException("A percent sign without two hexadecimal digits behind it.");
    }
    if (!isPlain && target.startsWith("/")) {
      takeApart(exchange);
      return;
    }
    exchange.setRequestURI(target, !isPlain && target.contains("://"));
    exchange.setRequestPath(target);
    exchange.setRelativePath(target);
    if (!query.isEmpty()) {
      exchange.setQueryString(query);
      URLUtils.parseQueryString(query, exchange, CHARSET, false, mostParameters(exchange));
    }
  }

  private static boolean isWellEscaped(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      boolean whole =
          at + 2 < text.length()
              && Character.digit(text.charAt(at + 1), 16) >= 0
              && Character.digit(text.charAt(at + 2), 16) >= 0;
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  private void takeApart(HttpServerExchange exchange)
      throws ParameterLimitException, BadRequestException {
    String whole = query.isEmpty() ? target : target + "?" + query;
    Connectors.setExchangeRequestPath(
        exchange, whole, CHARSET, false, false, new StringBuilder(), mostParameters(exchange));
  }

  private static int mostParameters(HttpServerExchange exchange) {
    OptionMap options = exchange.getConnection().getUndertowOptions();
    return options.get(UndertowOptions.MAX_PARAMETERS, UndertowOptions.DEFAULT_MAX_PARAMETERS);
  }
}
