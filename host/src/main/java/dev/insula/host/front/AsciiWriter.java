package dev.insula.host.front;

/** Writes text into a byte array, one byte a character. */
final class AsciiWriter {
  private final byte[] into;
  private int at;

  AsciiWriter(byte[] into, int from) {
    this.into = into;
    this.at = from;
  }

  // The only copy of a Latin-1 string that neither allocates nor encodes.
  @SuppressWarnings("deprecation")
  AsciiWriter text(String text) {
    text.getBytes(0, text.length(), into, at);
    at += text.length();
    return this;
  }

  AsciiWriter raw(byte[] bytes) {
    System.arraycopy(bytes, 0, into, at, bytes.length);
    at += bytes.length;
    return this;
  }

  /** What a client chose: a quote becomes an apostrophe, what is not visible a question mark. */
  AsciiWriter safe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      into[at++] = (byte) (c == '"' ? '\'' : c < ' ' || c >= 0x7f ? '?' : c);
    }
    return this;
  }

  AsciiWriter number(long number) {
    int end = at + digits(number);
    long rest = number;
    for (int i = end - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at = end;
    return this;
  }

  static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
