package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a request's conditions hold for a variant, in the order of RFC 9110 section 13.2.2. */
enum StaticConditions {
  SEND,
  NOT_MODIFIED,
  FAILED;

  static StaticConditions of(HttpServerExchange exchange, StaticVariant variant) {
    HeaderMap headers = exchange.getRequestHeaders();
    return holds(headers, variant) ? fresh(headers, variant) : FAILED;
  }

  private static boolean holds(HeaderMap headers, StaticVariant variant) {
    HeaderValues match = headers.get(Headers.IF_MATCH);
    if (match != null) {
      return StaticTags.anyMatches(match, variant.tag(), true);
    }
    Instant unmodified = date(headers, Headers.IF_UNMODIFIED_SINCE);
    return unmodified == null || variant.modifiedSeconds() <= seconds(unmodified);
  }

  private static StaticConditions fresh(HeaderMap headers, StaticVariant variant) {
    HeaderValues noneMatch = headers.get(Headers.IF_NONE_MATCH);
    if (noneMatch != null) {
      return StaticTags.anyMatches(noneMatch, variant.tag(), false) ? NOT_MODIFIED : SEND;
    }
    Instant modified = date(headers, Headers.IF_MODIFIED_SINCE);
    boolean same = modified != null && variant.modifiedSeconds() <= seconds(modified);
    return same ? NOT_MODIFIED : SEND;
  }

  /** Whether a Range may be answered in part (RFC 9110 section 13.1.5). */
  static boolean rangeMayBeUsed(HttpServerExchange exchange, StaticVariant variant) {
    HeaderValues condition = exchange.getRequestHeaders().get(Headers.IF_RANGE);
    if (condition == null) {
      return true;
    }
    String value = condition.getFirst().strip();
    if (value.startsWith("\"") || value.startsWith("W/")) {
      return StaticTags.anyMatches(condition, variant.tag(), true);
    }
    Instant date = parsed(value);
    return date != null
        && seconds(date) == variant.modifiedSeconds()
        && variant.hasStrongDate(Instant.now());
  }

  /** Null if there is none, more than one, or one that is no HTTP date. */
  private static @Nullable Instant date(HeaderMap headers, HttpString name) {
    HeaderValues values = headers.get(name);
    return values == null || values.size() != 1 ? null : parsed(values.getFirst());
  }

  private static @Nullable Instant parsed(String text) {
    var date = DateUtils.parseDate(text);
    return date == null ? null : date.toInstant();
  }

  private static long seconds(Instant date) {
    return date.getEpochSecond();
  }
}
