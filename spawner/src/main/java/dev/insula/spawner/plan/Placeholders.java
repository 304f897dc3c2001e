package dev.insula.spawner.plan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Puts values in the place of {@code ${name}}. Names are {@code site}, {@code generation}, {@code
 * socket}, {@code port} and {@code secret:NAME} for each secret of the plan; one more dollar before
 * it makes it plain text. What is put in is not searched again.
 */
public record Placeholders(Map<String, String> values) {
  public Placeholders {
    values = Map.copyOf(values);
  }

  /**
   * The text with every placeholder replaced.
   *
   * @param format how the values are written
   * @throws IllegalArgumentException if a name is unknown or a brace is not closed
   */
  public String expand(String text, Plan.Format format) {
    var expanded = new StringBuilder();
    int at = 0;
    for (int next = text.indexOf("${"); next >= 0; next = text.indexOf("${", at)) {
      if (next > at && text.charAt(next - 1) == '$') {
        expanded.append(text, at, next - 1).append("${");
        at = next + 2;
        continue;
      }
      int end = text.indexOf('}', next);
      expanded.append(text, at, next);
      expanded.append(written(value(text.substring(next + 2, end < 0 ? next + 2 : end)), format));
      at = end + 1;
    }
    return expanded.append(text, at, text.length()).toString();
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("${" + name + "} names nothing that is known here");
    }
    return value;
  }

  private static String written(String value, Plan.Format format) {
    return switch (format) {
      case TEXT -> value;
      case PERCENT ->
          URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
      case JSON -> escaped(value, "\"\\");
      case PROPERTIES -> escaped(value, "\\ :=#!");
    };
  }

  /** With a backslash before these and control characters as backslash, u and four hex digits. */
  private static String escaped(String value, String special) {
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return text.toString();
  }
}
