package dev.insula.host.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A slow and literal reading of one HTTP/1.1 request, written apart from the gate: what the bytes
 * mean, if they mean exactly one thing.
 */
record Http1Oracle(String method, String target, String host, List<String> fields, String body) {
  private static final String TOKEN =
      "[!#$%&'*+.^`|~0-9a-zA-Z-]+"; // without the underscore, which the gate refuses in names

  /** The first request in these bytes, if they begin with a whole one. */
  static Optional<Http1Oracle> read(String bytes) {
    int end = bytes.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    String[] lines = bytes.substring(0, end).split("\r\n", -1);
    String[] start = lines[0].split(" ", -1);
    boolean line =
        start.length == 3
            && start[0].matches("[!#$%&'*+.^_`|~0-9a-zA-Z-]{1,32}")
            && start[1].matches("[A-Za-z0-9._~:/?\\[\\]@!$&'()*+,;=%-]+")
            && start[2].matches("HTTP/1\\.[01]");
    List<String> fields = new ArrayList<>();
    for (int at = 1; line && at < lines.length; at++) {
      int colon = lines[at].indexOf(':');
      if (colon < 1 || !lines[at].substring(0, colon).matches(TOKEN)) {
        return Optional.empty();
      }
      String value = trim(lines[at].substring(colon + 1));
      if (!value.matches("[\\t\\x20-\\x7e\\x80-\\xff]*")) {
        return Optional.empty();
      }
      fields.add(lines[at].substring(0, colon).toLowerCase(Locale.ROOT) + ": " + value);
    }
    if (!line || values(fields, "host").size() != 1) {
      return Optional.empty();
    }
    String host = values(fields, "host").getFirst();
    return body(fields, bytes.substring(end + 4))
        .map(body -> new Http1Oracle(start[0], start[1], host, fields, body));
  }

  private static String trim(String value) {
    return value.replaceAll("^[ \\t]+|[ \\t]+$", "");
  }

  private static List<String> values(List<String> fields, String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name + ": "))
        .map(field -> field.substring(name.length() + 2))
        .toList();
  }

  private static Optional<String> body(List<String> fields, String rest) {
    List<String> codings = values(fields, "transfer-encoding");
    List<String> lengths = values(fields, "content-length");
    if (codings.isEmpty() && lengths.isEmpty()) {
      return Optional.of("");
    }
    if (codings.size() == 1
        && lengths.isEmpty()
        && codings.getFirst().equalsIgnoreCase("chunked")) {
      return chunked(rest);
    }
    boolean one =
        lengths.size() == 1 && codings.isEmpty() && lengths.getFirst().matches("[0-9]{1,18}");
    boolean whole = one && Long.parseLong(lengths.getFirst()) <= rest.length();
    return whole
        ? Optional.of(rest.substring(0, Integer.parseInt(lengths.getFirst())))
        : Optional.empty();
  }

  private static Optional<String> chunked(String rest) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int end = rest.indexOf("\r\n", at);
      if (end < 0 || !rest.substring(at, end).matches("[0-9a-fA-F]{1,8}(;[\\x21-\\x7e]*)?")) {
        return Optional.empty();
      }
      String line = rest.substring(at, end);
      long size =
          Long.parseLong(line.contains(";") ? line.substring(0, line.indexOf(';')) : line, 16);
      at = end + 2;
      if (size == 0) {
        return trailers(rest.substring(at)) ? Optional.of(body.toString()) : Optional.empty();
      }
      if (size + at + 2 > rest.length() || !rest.startsWith("\r\n", at + (int) size)) {
        return Optional.empty();
      }
      body.append(rest, at, at + (int) size);
      at += (int) size + 2;
    }
  }

  private static boolean trailers(String rest) {
    return rest.matches("(?s)(" + TOKEN + ":[\\t\\x20-\\x7e\\x80-\\xff]*\r\n)*\r\n.*");
  }
}
