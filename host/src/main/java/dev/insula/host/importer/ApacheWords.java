package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.List;

/** Splits a directive's line into words; quotes hold blanks, a backslash a quote inside them. */
final class ApacheWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private int at;

  private ApacheWords(String line) {
    this.line = line;
  }

  static List<String> of(String line) {
    return new ApacheWords(line).split();
  }

  private List<String> split() {
    skipBlanks();
    while (at < line.length()) {
      char c = line.charAt(at);
      words.add(c == '"' || c == '\'' ? quoted(c) : bare());
      skipBlanks();
    }
    return words;
  }

  private void skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }

  /** Up to the next blank; quotes behind a {@code =} belong to the value. */
  private String bare() {
    var word = new StringBuilder();
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      char c = line.charAt(at);
      boolean opensValue = (c == '"' || c == '\'') && at > 0 && line.charAt(at - 1) == '=';
      if (opensValue) {
        word.append(quoted(c));
      } else {
        word.append(c);
        at++;
      }
    }
    return word.toString();
  }

  private String quoted(char quote) {
    var word = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != quote) {
      boolean isEscape = line.charAt(at) == '\\' && at + 1 < line.length();
      at += isEscape && (line.charAt(at + 1) == quote || line.charAt(at + 1) == '\\') ? 1 : 0;
      word.append(line.charAt(at++));
    }
    at++;
    return word.toString();
  }
}
