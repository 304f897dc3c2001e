package dev.insula.host.hop;

import io.undertow.util.HttpString;
import java.util.Arrays;

/** A growing array of bytes that a head is written to. One per I/O thread. */
final class HeadWriter {
  private static final byte[] DIGITS = HttpBytes.ascii("0123456789abcdef");
  private byte[] bytes = new byte[8192];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  void put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  void put(HttpString text) {
    reserve(text.length());
    text.copyTo(bytes, length);
    length += text.length();
  }

  void put(String text) {
    put(text, 0, text.length());
  }

  /**
   * Writes the low byte of each character; who calls checks the bytes afterwards, so that a
   * character beyond Latin-1 cannot turn into a control byte unseen.
   */
  // the method that copies Latin-1 without a detour is deprecated for what is wanted here
  @SuppressWarnings("deprecation")
  void put(String text, int from, int to) {
    reserve(to - from);
    text.getBytes(from, to, bytes, length);
    length += to - from;
  }

  void crLf() {
    reserve(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  void decimal(long number) {
    put(Long.toString(number));
  }

  /** Writes 16 hexadecimal digits. */
  void hex(long number) {
    reserve(16);
    for (int shift = 60; shift >= 0; shift -= 4) {
      bytes[length++] = DIGITS[(int) (number >>> shift) & 0xf];
    }
  }

  void lowerCase(int from) {
    for (int i = from; i < length; i++) {
      bytes[i] = HttpBytes.lowerCase(bytes[i]);
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
