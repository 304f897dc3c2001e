package dev.insula.host.front;

/**
 * The options a {@code Connection} field may name. Any other would nominate a header for removal,
 * which is a way to make a hop drop what another relies on.
 */
final class ConnectionOptions {
  private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");
  private static final byte[][] KNOWN = {
    Ascii.bytes("close"),
    KEEP_ALIVE,
    Ascii.bytes("upgrade"),
    Ascii.bytes("te"),
    Ascii.bytes("http2-settings")
  };

  private ConnectionOptions() {}

  /** True if the list (RFC 9110 section 5.6.1) has a member and each is known. */
  static boolean known(byte[] value, int length) {
    int members = 0;
    int at = 0;
    while (at <= length) {
      int end = at;
      while (end < length && value[end] != ',') {
        end++;
      }
      int from = at;
      int to = end;
      while (from < to && blank(value[from])) {
        from++;
      }
      while (to > from && blank(value[to - 1])) {
        to--;
      }
      if (from < to && !known(value, from, to)) {
        return false;
      }
      members += from < to ? 1 : 0;
      at = end + 1;
    }
    return members > 0;
  }

  /** True if the field's value is the one option that asks for what holds anyway. */
  static boolean isKeepAlive(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && blank(bytes[at])) {
      at++;
    }
    return to - at == KEEP_ALIVE.length && matches(bytes, at, KEEP_ALIVE);
  }

  private static boolean known(byte[] value, int from, int to) {
    for (byte[] option : KNOWN) {
      if (to - from == option.length && matches(value, from, option)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] value, int from, byte[] option) {
    for (int at = 0; at < option.length; at++) {
      int b = value[from + at];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != option[at]) {
        return false;
      }
    }
    return true;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
