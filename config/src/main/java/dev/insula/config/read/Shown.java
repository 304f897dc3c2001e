package dev.insula.config.read;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How values are shown in a problem: short, on one line, every character visible. */
final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** What was found: {@code "proces"}, {@code 8_080}, {@code a list}. */
  static String value(Node node) {
    return switch (node) {
      case Node.Items items -> items.nodes().isEmpty() ? "an empty list" : "a list";
      case Node.Fields fields -> fields.byName().isEmpty() ? "an empty map" : "a map";
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Broken broken -> "something that cannot be used";
    };
  }

  private static String scalar(Node.Scalar scalar) {
    return scalar.isPlain() && PlainScalar.isNumberOrBoolean(scalar.text())
        ? scalar.text()
        : quoted(scalar.text());
  }

  static String quoted(String text) {
    return "\"" + text(text) + "\"";
  }

  /** A text on one line, cut when it is long. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "..." : shown.toString();
  }

  /** A sentence of the model's, without its full stop and with everything visible. */
  static String sentence(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(4L * LONGEST).forEach(c -> append(shown, c));
    return shown.toString();
  }

  /** A path in the manifest, cut in the middle when it is long. */
  static String path(String path) {
    StringBuilder shown = new StringBuilder();
    path.codePoints().forEach(c -> append(shown, c));
    int cut = LONGEST * 2;
    return shown.length() > cut ? shown.substring(0, cut) + "..." : shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    int type = Character.getType(c);
    boolean isInvisible = type == Character.CONTROL || type == Character.FORMAT;
    if (c == '\n') {
      shown.append("\\n");
    } else if (isInvisible || CharacterCheck.isForbidden(c)) {
      shown.append(String.format("\\u%04x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  /** {@code "a"}, {@code "a" or "b"}, {@code "a", "b" or "c"}. */
  static String choice(Collection<String> words) {
    List<String> quoted = words.stream().map(Shown::quoted).toList();
    if (quoted.size() == 1) {
      return quoted.getFirst();
    }
    String first = quoted.stream().limit(quoted.size() - 1L).collect(Collectors.joining(", "));
    return first + " or " + quoted.getLast();
  }
}
