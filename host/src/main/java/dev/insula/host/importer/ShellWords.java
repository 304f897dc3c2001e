package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a command line as systemd does: quotes hold blanks, a backslash the next character. */
final class ShellWords {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(\\w+)");

  private ShellWords() {}

  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    boolean isOpen = false;
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\' && at + 1 < line.length() && quote != '\'') {
        word.append(line.charAt(++at));
        isOpen = true;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
        word.append(quote == 0 ? "" : String.valueOf(c));
      } else if (c == '"' || c == '\'') {
        quote = c;
        isOpen = true;
      } else if (Character.isWhitespace(c)) {
        if (isOpen) {
          words.add(word.toString());
        }
        word.setLength(0);
        isOpen = false;
      } else {
        word.append(c);
        isOpen = true;
      }
    }
    if (isOpen) {
      words.add(word.toString());
    }
    return words;
  }

  /** With the variables filled in that are known. */
  static String expanded(String word, Map<String, String> variables) {
    return VARIABLE
        .matcher(word)
        .replaceAll(found -> {
          String name = found.group(1) == null ? found.group(2) : found.group(1);
          return Matcher.quoteReplacement(variables.getOrDefault(name, found.group()));
        });
  }
}
