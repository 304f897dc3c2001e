package dev.insula.host.front;

/** Percent-encoded UTF-8 (RFC 3629): shortest forms only, no surrogates, nothing above U+10FFFF. */
final class Utf8Escapes {
  private Utf8Escapes() {}

  /** How many escapes, from {@code at} on, spell one character beyond ASCII; 0 if they do not. */
  static int length(String target, int at) {
    int first = TargetPath.hex(target, at);
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    for (int n = 1; n < length; n++) {
      int next = at + 3 * n;
      if (next >= target.length() || target.charAt(next) != '%') {
        return 0;
      }
      int b = TargetPath.hex(target, next);
      if ((b & 0xc0) != 0x80 || (n == 1 && !second(first, b))) {
        return 0;
      }
    }
    return length;
  }

  private static boolean second(int first, int b) {
    return switch (first) {
      case 0xe0 -> b >= 0xa0;
      case 0xed -> b < 0xa0;
      case 0xf0 -> b >= 0x90;
      case 0xf4 -> b < 0x90;
      default -> true;
    };
  }
}
