package dev.insula.host.front;

/**
 * Refuses paths that servers resolve differently: dot segments, also spelled with percent signs or
 * with a parameter behind them; encoded slashes and backslashes; encoded control characters; and
 * percent-encoded bytes that are no UTF-8. The path itself is passed on as it was sent.
 */
final class TargetPath {
  /** What is wrong with a path. */
  enum Fault {
    NONE,
    ENCODED_SLASH,
    MALFORMED
  }

  private TargetPath() {}

  /** Looks at the characters from {@code from} up to the query or the end. */
  static Fault fault(String target, int from) {
    Fault found = Fault.NONE;
    int dots = 0;
    boolean onlyDots = true;
    boolean parameter = false;
    int at = from;
    for (; at < target.length() && target.charAt(at) != '?'; at++) {
      int c = target.charAt(at);
      boolean slash = c == '/';
      if (c == '%') {
        c = hex(target, at);
        at += 2;
        if (c < ' ' || c == 0x7f) {
          return Fault.MALFORMED;
        }
        if (c >= 0x80) {
          int length = Utf8Escapes.length(target, at - 2);
          if (length == 0) {
            return Fault.MALFORMED;
          }
          at += 3 * (length - 1);
        }
        if (c == '/' || c == '\\') {
          found = Fault.ENCODED_SLASH;
          slash = true;
        }
      }
      if (slash) {
        if (onlyDots && (dots == 1 || dots == 2)) {
          return Fault.MALFORMED;
        }
        dots = 0;
        onlyDots = true;
        parameter = false;
      } else if (c == ';') {
        parameter = true;
      } else if (!parameter) {
        onlyDots &= c == '.';
        dots++;
      }
    }
    return onlyDots && (dots == 1 || dots == 2) ? Fault.MALFORMED : found;
  }

  /** The byte that the escape at {@code at} stands for; -1 if it is no escape. */
  static int hex(String target, int at) {
    if (at + 2 >= target.length()) {
      return -1;
    }
    int high = Character.digit(target.charAt(at + 1), 16);
    int low = Character.digit(target.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
