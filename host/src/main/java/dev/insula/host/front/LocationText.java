package dev.insula.host.front;

import java.nio.charset.StandardCharsets;

/**
 * Builds the value of a Location field out of what a client sent. Everything that is not a visible
 * ASCII character of a URI is percent-encoded, so nothing can end the field or begin another one.
 */
final class LocationText {
  private static final String NEVER_RAW = "\"<>\\^`{|}";
  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder text = new StringBuilder(128);

  LocationText(String beginning) {
    text.append(beginning);
  }

  /**
   * Adds a request path without the slashes it begins with: behind a slash they could make the next
   * name a host.
   */
  LocationText path(String path) {
    int end = PathSegments.end(path);
    return encoded(path.substring(PathSegments.behindSlashes(path, 0, end), end));
  }

  /** Adds a question mark and the query, if there is one. */
  LocationText query(String query) {
    if (!query.isEmpty()) {
      text.append('?');
      encoded(query);
    }
    return this;
  }

  /** Adds text that the host itself wrote. */
  LocationText raw(String written) {
    text.append(written);
    return this;
  }

  private LocationText encoded(String sent) {
    for (byte b : sent.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && NEVER_RAW.indexOf(b) < 0) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
