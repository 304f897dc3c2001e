package dev.insula.host.hop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** HTTP's classes of bytes (RFC 9110, section 5). */
final class HttpBytes {
  private static final boolean[] TOKEN = tokenBytes();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private HttpBytes() {}

  static boolean isToken(byte b) {
    return b >= 0 && TOKEN[b];
  }

  /** True for what a field value may hold: visible bytes, blanks, bytes above 127. */
  static boolean isFieldValue(byte b) {
    return b >= 0x20 ? b != 0x7f : b < 0 || b == '\t';
  }

  /** True when all of the bytes may stand in a field value; eight at a time. */
  static boolean areFieldValue(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long eight = (long) LONGS.get(bytes, i);
      // a high bit in the result: that byte is below 0x20, or it is 0x7f, or a carry from one
      long low = (eight - 0x20 * EACH) & ~eight & HIGH_BITS;
      long deletes = eight ^ (0x7f * EACH);
      if ((low | ((deletes - EACH) & ~deletes & HIGH_BITS)) != 0
          && !areFieldValueOneByOne(bytes, i, i + 8)) {
        return false;
      }
    }
    return areFieldValueOneByOne(bytes, i, to);
  }

  private static boolean areFieldValueOneByOne(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isFieldValue(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** True when the bytes may be a request target: visible ASCII only. */
  static boolean areTarget(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] <= 0x20 || bytes[i] == 0x7f) {
        return false;
      }
    }
    return from < to;
  }

  static boolean areToken(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isToken(bytes[i])) {
        return false;
      }
    }
    return from < to;
  }

  /** Compares without regard to case; {@code lower} holds lower-case letters, digits, hyphens. */
  static boolean equalsLower(byte[] bytes, int from, int to, byte[] lower) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (lowerCase(bytes[from + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  static byte lowerCase(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean[] tokenBytes() {
    boolean[] token = new boolean[128];
    for (char c = 'a'; c <= 'z'; c++) {
      token[c] = true;
      token[c - 32] = true;
    }
    for (char c : "0123456789!#$%&'*+-.^_`|~".toCharArray()) {
      token[c] = true;
    }
    return token;
  }
}
