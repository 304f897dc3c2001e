package dev.insula.host.hop;

import java.util.List;

/** Removes the fields that a {@code Connection} field nominated (RFC 9110, section 7.6.1). */
final class Nominated {
  private Nominated() {}

  /**
   * Closes the gaps in a head of whole lines.
   *
   * @param names in lower case
   * @return the head's new length
   */
  static int remove(byte[] head, int length, List<byte[]> names) {
    int target = 0;
    int line = 0;
    while (line < length) {
      int next = line;
      while (head[next] != '\n') {
        next++;
      }
      next++;
      if (line == 0 || !isNominated(head, line, next, names)) {
        System.arraycopy(head, line, head, target, next - line);
        target += next - line;
      }
      line = next;
    }
    return target;
  }

  private static boolean isNominated(byte[] head, int line, int next, List<byte[]> names) {
    int colon = line;
    while (colon < next && head[colon] != ':') {
      colon++;
    }
    for (byte[] name : names) {
      if (HttpBytes.equalsLower(head, line, colon, name)) {
        return true;
      }
    }
    return false;
  }
}
