package dev.insula.host.front;

/**
 * Tells names that build tools made out of the content: {@code base.55e7cbb9ba48.css} (Django,
 * webpack) and {@code index-BfXk29aQ.js} (Vite). A date or a plain word is not taken for one.
 */
final class StaticHash {
  private static final int LEAST_LENGTH = 8;

  private StaticHash() {}

  /** True if one of the parts between dots and hyphens, but neither first nor last, is a hash. */
  static boolean isIn(String fileName) {
    int last = fileName.lastIndexOf('.');
    int at = firstMark(fileName, 0);
    while (at >= 0 && at < last) {
      int from = at + 1;
      int next = firstMark(fileName, from);
      int to = next < 0 ? last : Math.min(next, last);
      if (to - from >= LEAST_LENGTH && isHash(fileName, from, to)) {
        return true;
      }
      at = next;
    }
    return false;
  }

  private static int firstMark(String name, int from) {
    for (int at = from; at < name.length(); at++) {
      if (name.charAt(at) == '.' || name.charAt(at) == '-') {
        return at;
      }
    }
    return -1;
  }

  private static boolean isHash(String name, int from, int to) {
    boolean digit = false;
    boolean hexLetter = false;
    boolean lower = false;
    boolean upper = false;
    boolean hex = true;
    for (int at = from; at < to; at++) {
      char c = name.charAt(at);
      boolean isLower = c >= 'a' && c <= 'z';
      boolean isUpper = c >= 'A' && c <= 'Z';
      boolean isDigit = c >= '0' && c <= '9';
      if (!isLower && !isUpper && !isDigit && c != '_') {
        return false;
      }
      digit |= isDigit;
      lower |= isLower;
      upper |= isUpper;
      hexLetter |= c >= 'a' && c <= 'f';
      hex &= isDigit || (c >= 'a' && c <= 'f');
    }
    return digit && (hex ? hexLetter : lower && upper);
  }
}
