package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;

/**
 * The status and the fields of an answer, and which bytes follow.
 *
 * @param variant what is sent
 * @param from its first byte that is sent
 * @param to behind the last one; equal to {@code from} if no body follows
 */
record StaticAnswer(StaticVariant variant, long from, long to) {
  private static final HttpString NOSNIFF = new HttpString("X-Content-Type-Options");

  /** Puts status and fields into the exchange. */
  static StaticAnswer prepare(HttpServerExchange exchange, StaticFile file, StaticVariant variant) {
    HeaderMap headers = exchange.getResponseHeaders();
    if (file.varies()) {
      headers.put(Headers.VARY, "Accept-Encoding");
    }
    return switch (StaticConditions.of(exchange, variant)) {
      case FAILED -> without(exchange, variant, StatusCodes.PRECONDITION_FAILED);
      case NOT_MODIFIED -> {
        validators(headers, file, variant);
        yield without(exchange, variant, StatusCodes.NOT_MODIFIED);
      }
      case SEND -> {
        validators(headers, file, variant);
        yield with(exchange, file, variant);
      }
    };
  }

  private static void validators(HeaderMap headers, StaticFile file, StaticVariant variant) {
    headers.put(Headers.ETAG, variant.tag());
    headers.put(Headers.LAST_MODIFIED, variant.lastModified());
    if (!file.cacheControl().isEmpty()) {
      headers.put(Headers.CACHE_CONTROL, file.cacheControl());
    }
  }

  private static StaticAnswer without(
      HttpServerExchange exchange, StaticVariant variant, int status) {
    exchange.setStatusCode(status);
    return new StaticAnswer(variant, 0, 0);
  }

  private static StaticAnswer with(
      HttpServerExchange exchange, StaticFile file, StaticVariant variant) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.ACCEPT_RANGES, "bytes");
    long size = variant.stamp().size();
    StaticRange range = range(exchange, variant, size);
    if (range.equals(StaticRange.NONE)) {
      headers.put(Headers.CONTENT_RANGE, "bytes */" + size);
      return without(exchange, variant, StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE);
    }
    headers.put(Headers.CONTENT_TYPE, file.type().contentType());
    headers.put(NOSNIFF, "nosniff");
    if (!variant.coding().isEmpty()) {
      headers.put(Headers.CONTENT_ENCODING, variant.coding());
    }
    long from = 0;
    long to = size;
    if (!range.equals(StaticRange.WHOLE)) {
      from = range.from();
      to = range.to();
      exchange.setStatusCode(StatusCodes.PARTIAL_CONTENT);
      headers.put(Headers.CONTENT_RANGE, "bytes " + from + '-' + (to - 1) + '/' + size);
    }
    exchange.setResponseContentLength(to - from);
    boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
    return new StaticAnswer(variant, from, head ? from : to);
  }

  /** A Range means something in a GET only. */
  private static StaticRange range(HttpServerExchange exchange, StaticVariant variant, long size) {
    HeaderValues field = exchange.getRequestHeaders().get(Headers.RANGE);
    boolean used =
        field != null
            && field.size() == 1
            && exchange.getRequestMethod().equals(Methods.GET)
            && StaticConditions.rangeMayBeUsed(exchange, variant);
    return used ? StaticRange.of(field.getFirst(), size) : StaticRange.WHOLE;
  }

  boolean hasBody() {
    return to > from;
  }
}
