package dev.insula.host.launch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a daemon process says of itself on its status channel: a word, then {@code key=value} pairs
 * separated by blanks, values percent-encoded (RFC 3986, section 2.1).
 */
record StatusLine(String word, Map<String, String> values) {
  StatusLine {
    values = Map.copyOf(values);
  }

  /** Empty if the text is not a status line, such as what a stray library prints. */
  static Optional<StatusLine> parse(String line) {
    String[] parts = line.strip().split(" ", -1);
    if (parts[0].isEmpty() || !parts[0].chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      values.put(parts[i].substring(0, equals), decode(parts[i].substring(equals + 1)));
    }
    return Optional.of(new StatusLine(parts[0], values));
  }

  private static String decode(String value) {
    // URLDecoder reads "+" as a blank, which RFC 3986 does not.
    String text = value.replace("+", "%2B");
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  long number(String key, long otherwise) {
    try {
      return Long.parseLong(values.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
