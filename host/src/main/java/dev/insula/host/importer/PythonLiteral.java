package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a literal of Python where one stands in a text: strings, whole numbers, {@code True},
 * {@code False}, {@code None}, lists and tuples of these. Anything that would have to be run is
 * none.
 */
final class PythonLiteral {
  private final String text;
  private int at;

  private PythonLiteral(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** Something that would have to be run. */
  private static final class NoLiteral extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The literal that begins here and ends its line.
   *
   * @return text, {@code Integer}, {@code Boolean}, a list of these, or empty text for {@code None}
   */
  static Optional<Object> at(String text, int from) {
    var literal = new PythonLiteral(text, from);
    try {
      literal.blanks(false);
      Object value = literal.value();
      literal.blanks(false);
      boolean ends = literal.at >= text.length() || "\n\r;".indexOf(text.charAt(literal.at)) >= 0;
      return ends ? Optional.of(value) : Optional.empty();
    } catch (NoLiteral e) {
      return Optional.empty();
    }
  }

  private char next() {
    if (at >= text.length()) {
      throw new NoLiteral();
    }
    return text.charAt(at);
  }

  private void blanks(boolean overLines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || (overLines && (c == '\n' || c == '\r'))) {
        at++;
      } else {
        return;
      }
    }
  }

  private Object value() {
    char c = next();
    if (c == '"' || c == '\'') {
      return string(c);
    }
    if (c == '[' || c == '(') {
      return list(c == '[' ? ']' : ')');
    }
    return word();
  }

  private Object word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(from, at);
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> "";
      default -> number(word);
    };
  }

  private static Object number(String word) {
    try {
      return Integer.valueOf(word.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new NoLiteral();
    }
  }

  private List<Object> list(char end) {
    List<Object> items = new ArrayList<>();
    at++;
    blanks(true);
    while (next() != end) {
      items.add(value());
      blanks(true);
      if (next() == ',') {
        at++;
        blanks(true);
      } else if (next() != end) {
        throw new NoLiteral();
      }
    }
    at++;
    return items;
  }

  private String string(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    if (text.startsWith(triple, at)) {
      throw new NoLiteral();
    }
    var value = new StringBuilder();
    for (at++; next() != quote; at++) {
      if (next() == '\n') {
        throw new NoLiteral();
      }
      value.append(next() == '\\' ? escaped() : next());
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    at++;
    return switch (next()) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '\\', '\'', '"' -> next();
      default -> throw new NoLiteral();
    };
  }
}
