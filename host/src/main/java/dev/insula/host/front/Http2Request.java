package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;

/**
 * Holds an HTTP/2 request to the rules that {@link Http1Framing} holds HTTP/1.1 to, and to RFC 9113
 * section 8.2: header compression can carry bytes that no HTTP/1.1 parser would let through.
 */
final class Http2Request {
  private static final int PASSED = 0;
  private static final int MOST_DIGITS = 18;
  private static final HttpString PROXY_CONNECTION = new HttpString("proxy-connection");
  private static final HttpString HTTP2_SETTINGS = new HttpString("http2-settings");

  private Http2Request() {}

  /** The status to refuse with, 0 if the request may be looked at further. */
  static int verdict(HttpServerExchange exchange, GateLimits limits) {
    String method = exchange.getRequestMethod().toString();
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      return StatusCodes.METHOD_NOT_ALLOWED;
    }
    if (method.isEmpty()) {
      return StatusCodes.BAD_REQUEST;
    }
    String scheme = exchange.getRequestScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      return StatusCodes.BAD_REQUEST;
    }
    String query = exchange.getQueryString();
    if (exchange.getRequestURI().length() + query.length() > limits.requestLine()) {
      return StatusCodes.REQUEST_URI_TOO_LARGE;
    }
    int verdict = fields(exchange.getRequestHeaders(), limits);
    return verdict == PASSED ? framing(exchange.getRequestHeaders()) : verdict;
  }

  private static int fields(HeaderMap headers, GateLimits limits) {
    int count = 0;
    int total = 0;
    for (long at = headers.fastIterate(); at != -1; at = headers.fiNext(at)) {
      HeaderValues values = headers.fiCurrent(at);
      HttpString name = values.getHeaderName();
      if (!isName(name)) {
        return StatusCodes.BAD_REQUEST;
      }
      for (int n = 0; n < values.size(); n++) {
        String value = values.get(n);
        if (!isValue(value)) {
          return StatusCodes.BAD_REQUEST;
        }
        int size = name.length() + value.length();
        total += size;
        count++;
        if (size > limits.field() || total > limits.head() || count > limits.fields()) {
          return StatusCodes.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
      }
    }
    return PASSED;
  }

  private static boolean isName(HttpString name) {
    for (int at = 0; at < name.length(); at++) {
      if (!Http1Bytes.isName(name.byteAt(at))) {
        return false;
      }
    }
    return name.length() > 0;
  }

  private static boolean isValue(String value) {
    int length = value.length();
    for (int at = 0; at < length; at++) {
      char c = value.charAt(at);
      if (c > 0xff || !Http1Bytes.isValue(c)) {
        return false;
      }
    }
    return length == 0 || !(isBlank(value.charAt(0)) || isBlank(value.charAt(length - 1)));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int framing(HeaderMap headers) {
    if (headers.contains(Headers.UPGRADE)
        || headers.contains(Headers.CONNECTION)
        || headers.contains(Headers.TRANSFER_ENCODING)
        || headers.contains(Headers.KEEP_ALIVE)
        || headers.contains(PROXY_CONNECTION)
        || headers.contains(HTTP2_SETTINGS)
        || headers.count(Headers.HOST) != 1
        || !isLength(headers)) {
      return StatusCodes.BAD_REQUEST;
    }
    int expects = headers.count(Headers.EXPECT);
    if (expects == 0) {
      return PASSED;
    }
    boolean known = "100-continue".equalsIgnoreCase(headers.getFirst(Headers.EXPECT));
    return expects > 1 ? StatusCodes.BAD_REQUEST : known ? PASSED : StatusCodes.EXPECTATION_FAILED;
  }

  private static boolean isLength(HeaderMap headers) {
    HeaderValues values = headers.get(Headers.CONTENT_LENGTH);
    if (values == null) {
      return true;
    }
    String length = values.getFirst();
    if (values.size() != 1 || length.isEmpty() || length.length() > MOST_DIGITS) {
      return false;
    }
    for (int at = 0; at < length.length(); at++) {
      if (!Http1Bytes.isDigit(length.charAt(at))) {
        return false;
      }
    }
    return true;
  }
}
