package dev.insula.site.daemon;

import dev.insula.site.Percent;

/** Texts that must fit into a line of which readers take 16 KiB at most. */
final class Shortened {
  private static final String GAP = "\n\t...\n";

  private Shortened() {}

  /**
   * The text, or its beginning and its end, where a stack trace has its first cause.
   *
   * @param most how many characters it may have once it is percent-encoded
   */
  static String to(int most, String text) {
    if (Percent.encode(text).length() <= most) {
      return text;
    }
    int half = (most - Percent.encode(GAP).length()) / 2;
    var reversed = new StringBuilder(text).reverse().toString();
    String end = new StringBuilder(beginning(half, reversed)).reverse().toString();
    return beginning(half, text) + GAP + end;
  }

  private static String beginning(int most, String text) {
    int at = 0;
    int left = most;
    while (at < text.length()) {
      String character = Character.toString(text.codePointAt(at));
      left -= Percent.encode(character).length();
      if (left < 0) {
        break;
      }
      at += character.length();
    }
    return text.substring(0, at);
  }
}
