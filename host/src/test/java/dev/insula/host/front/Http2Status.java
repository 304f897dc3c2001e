package dev.insula.host.front;

/** Reads the status at the head of an answer's header block (RFC 7541), Huffman-coded or not. */
final class Http2Status {
  private static final int[] STATIC = {200, 204, 206, 304, 400, 404, 500};

  private Http2Status() {}

  static int of(byte[] block) {
    int at = 0;
    while ((block[at] & 0xe0) == 0x20) {
      at++;
    }
    int first = block[at] & 0xff;
    if (first >= 0x88 && first <= 0x8e) {
      return STATIC[first - 0x88];
    }
    if ((first & 0x3f) == 0) {
      throw new IllegalArgumentException("The first header is no indexed name.");
    }
    int length = block[at + 1] & 0x7f;
    boolean huffman = (block[at + 1] & 0x80) != 0;
    int status = 0;
    if (!huffman) {
      for (int n = 0; n < length; n++) {
        status = status * 10 + (block[at + 2 + n] - '0');
      }
      return status;
    }
    long bits = 0;
    for (int n = 0; n < length; n++) {
      bits = (bits << 8) | (block[at + 2 + n] & 0xff);
    }
    int left = length * 8;
    for (int digit = 0; digit < 3; digit++) {
      int five = (int) (bits >> (left - 5)) & 0x1f;
      boolean shorter = five < 3;
      status = status * 10 + (shorter ? five : ((int) (bits >> (left - 6)) & 0x3f) - 25 + 3);
      left -= shorter ? 5 : 6;
    }
    return status;
  }
}
