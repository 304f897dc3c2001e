package dev.insula.host.front;

import java.nio.charset.StandardCharsets;

/** Comparing names that arrive as ASCII bytes. */
final class Ascii {
  static final byte[] CONNECT = bytes("CONNECT");
  static final byte[] TRACE = bytes("TRACE");

  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Compares the first {@code length} bytes with a text of lower-case letters and hyphens. */
  static boolean equalIgnoringCase(byte[] found, int length, byte[] lowerCase) {
    if (length != lowerCase.length) {
      return false;
    }
    for (int at = 0; at < length; at++) {
      int b = found[at];
      int folded = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
      if (folded != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }
}
