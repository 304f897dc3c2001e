package dev.insula.host.front;

/** Which bytes may stand where in an HTTP/1.1 head (RFC 9112, RFC 9110 section 5, RFC 3986). */
final class Http1Bytes {
  private static final byte METHOD = 1;
  private static final byte NAME = 2;
  private static final byte VALUE = 4;
  private static final byte TARGET = 8;
  private static final byte DIGIT = 16;
  private static final byte HEX = 32;
  private static final byte EXTENSION = 64;

  private static final byte[] KINDS = kinds();

  private Http1Bytes() {}

  /** A token character (RFC 9110 section 5.6.2). */
  static boolean isMethod(int b) {
    return (KINDS[b & 0xff] & METHOD) != 0;
  }

  /** A token character but the underscore, which CGI-style servers cannot tell from a hyphen. */
  static boolean isName(int b) {
    return (KINDS[b & 0xff] & NAME) != 0;
  }

  /** Anything but control bytes; TAB is allowed. */
  static boolean isValue(int b) {
    return (KINDS[b & 0xff] & VALUE) != 0;
  }

  /** Unreserved, reserved or the percent sign (RFC 3986 section 2), without the fragment's mark. */
  static boolean isTarget(int b) {
    return (KINDS[b & 0xff] & TARGET) != 0;
  }

  static boolean isDigit(int b) {
    return (KINDS[b & 0xff] & DIGIT) != 0;
  }

  static boolean isHex(int b) {
    return (KINDS[b & 0xff] & HEX) != 0;
  }

  /** A byte of a chunk extension: visible ASCII. */
  static boolean isExtension(int b) {
    return (KINDS[b & 0xff] & EXTENSION) != 0;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int b = 0; b < 256; b++) {
      kinds[b] |= b == '\t' || (b >= ' ' && b != 0x7f) ? VALUE : 0;
      kinds[b] |= b > ' ' && b < 0x7f ? EXTENSION : 0;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      kinds[c] |= METHOD | NAME | TARGET;
      kinds[c - 32] |= METHOD | NAME | TARGET;
    }
    for (char c = '0'; c <= '9'; c++) {
      kinds[c] |= METHOD | NAME | TARGET | DIGIT | HEX;
    }
    for (char c = 'a'; c <= 'f'; c++) {
      kinds[c] |= HEX;
      kinds[c - 32] |= HEX;
    }
    mark(kinds, "!#$%&'*+-.^_`|~", (byte) (METHOD | NAME));
    mark(kinds, "-._~:/?[]@!$&'()*+,;=%", TARGET);
    kinds['_'] &= ~NAME;
    return kinds;
  }

  private static void mark(byte[] kinds, String characters, byte kind) {
    for (int at = 0; at < characters.length(); at++) {
      kinds[characters.charAt(at)] |= kind;
    }
  }
}
