package dev.insula.host.front;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the list syntax in which proxies tell about clients. */
final class FieldLists {
  private FieldLists() {}

  /** The comma-separated members of all fields of this name, in order, without blanks. */
  static List<String> members(HeaderMap headers, HttpString name) {
    HeaderValues values = headers.get(name);
    if (values == null) {
      return List.of();
    }
    List<String> members = new ArrayList<>();
    for (String value : values) {
      split(value, members);
    }
    return members;
  }

  private static void split(String value, List<String> members) {
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at <= value.length(); at++) {
      boolean end = at == value.length();
      if (!end && value.charAt(at) == '"') {
        quoted = !quoted;
      }
      if (end || (value.charAt(at) == ',' && !quoted)) {
        members.add(value.substring(from, at).strip());
        from = at + 1;
      }
    }
  }

  /** The value of {@code name} in an element such as {@code for=192.0.2.1;proto=https}, or "". */
  static String parameter(String element, String name) {
    int from = 0;
    while (from < element.length()) {
      int semicolon = element.indexOf(';', from);
      int to = semicolon < 0 ? element.length() : semicolon;
      int equals = element.indexOf('=', from);
      if (equals > 0
          && equals < to
          && element.substring(from, equals).strip().equalsIgnoreCase(name)) {
        return unquoted(element.substring(equals + 1, to).strip());
      }
      from = to + 1;
    }
    return "";
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The address in {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code [2001:db8::1]:80} and so on. */
  static @Nullable InetAddress address(String told) {
    String literal = told;
    if (told.startsWith("[")) {
      int close = told.indexOf(']');
      literal = close < 0 ? "" : told.substring(1, close);
    } else if (told.indexOf(':') >= 0 && told.indexOf(':') == told.lastIndexOf(':')) {
      literal = told.substring(0, told.indexOf(':'));
    }
    return IpLiteral.read(literal);
  }
}
