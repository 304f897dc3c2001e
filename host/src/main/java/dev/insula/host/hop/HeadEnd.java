package dev.insula.host.hop;

import java.nio.ByteBuffer;

/** Looks for the blank line that ends a head. */
final class HeadEnd {
  private HeadEnd() {}

  /**
   * Whether CR LF CR LF ends at or after index {@code from}, counted from the buffer's position. A
   * head that came in pieces is parsed only then, so that many small pieces cost little.
   */
  static boolean isIn(ByteBuffer in, int from) {
    int start = in.position() + Math.max(3, from);
    for (int i = start; i < in.limit(); i++) {
      if (in.get(i) == '\n'
          && in.get(i - 1) == '\r'
          && in.get(i - 2) == '\n'
          && in.get(i - 3) == '\r') {
        return true;
      }
    }
    return false;
  }
}
