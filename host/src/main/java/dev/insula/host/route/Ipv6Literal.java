package dev.insula.host.route;

import org.jspecify.annotations.Nullable;

/** Reads IPv6 literals (RFC 3986 section 3.2.2, no zone) and writes them as RFC 5952 asks. */
final class Ipv6Literal {
  private static final int GROUPS = 8;

  private Ipv6Literal() {}

  /** The eight groups of the literal between {@code from} and {@code to}; null if malformed. */
  static short @Nullable [] groups(String text, int from, int to) {
    short[] read = new short[GROUPS];
    int count = 0;
    int gap = -1;
    int at = from;
    if (to - from >= 2 && text.charAt(from) == ':' && text.charAt(from + 1) == ':') {
      gap = 0;
      at = from + 2;
    }
    while (at < to) {
      int end = endOfGroup(text, at, to);
      if (end < to && text.charAt(end) == '.') {
        return count <= GROUPS - 2 && dotted(text, at, to, read, count)
            ? spread(read, count + 2, gap)
            : null;
      }
      if (count == GROUPS || end == at || end - at > 4) {
        return null;
      }
      read[count++] = (short) Integer.parseInt(text, at, end, 16);
      if (end == to) {
        return spread(read, count, gap);
      }
      at = end + 1;
      if (text.charAt(end) != ':' || at == to) {
        return null;
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      }
    }
    return spread(read, count, gap);
  }

  private static int endOfGroup(String text, int at, int to) {
    int end = at;
    while (end < to && text.charAt(end) < 128 && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean dotted(String text, int from, int to, short[] read, int count) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int start = at;
      while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 3) {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      boolean padded = at - start > 1 && text.charAt(start) == '0';
      if (at == start || value > 255 || padded) {
        return false;
      }
      int group = count + part / 2;
      read[group] = (short) ((read[group] & 0xffff) << 8 | value);
      if (part < 3 && (at == to || text.charAt(at++) != '.')) {
        return false;
      }
    }
    return at == to;
  }

  private static short @Nullable [] spread(short[] read, int count, int gap) {
    if (gap < 0) {
      return count == GROUPS ? read : null;
    }
    if (count == GROUPS) {
      return null;
    }
    short[] all = new short[GROUPS];
    System.arraycopy(read, 0, all, 0, gap);
    System.arraycopy(read, gap, all, GROUPS - (count - gap), count - gap);
    return all;
  }

  /** In brackets, lower case, the longest run of two or more zero groups written as {@code ::}. */
  static String text(short[] groups) {
    int gap = -1;
    int longest = 1;
    for (int at = 0; at < GROUPS; at++) {
      int end = at;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - at > longest) {
        gap = at;
        longest = end - at;
      }
      at = Math.max(at, end - 1);
    }
    StringBuilder text = new StringBuilder(41).append('[');
    for (int at = 0; at < GROUPS; at++) {
      if (at == gap) {
        text.append("::");
        at += longest - 1;
      } else {
        if (at > 0 && at != gap + longest) {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[at] & 0xffff));
      }
    }
    return text.append(']').toString();
  }
}
