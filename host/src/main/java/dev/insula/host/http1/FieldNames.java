package dev.insula.host.http1;

import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The field names that requests carry every day, so that they need not be made anew. */
final class FieldNames {
  private static final int SLOTS = 256;
  private static final @Nullable Known[] TABLE = table();

  private FieldNames() {}

  private static final class Known {
    private final byte[] lowerCase;
    private final HttpString name;

    Known(HttpString name) {
      this.lowerCase = name.toString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
      this.name = name;
    }
  }

  /** The name that stands from {@code from} to {@code to}, in whatever case. */
  static HttpString of(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    for (Known known = TABLE[slot]; known != null; known = TABLE[slot]) {
      if (same(bytes, from, to, known.lowerCase)) {
        return known.name;
      }
      slot = (slot + 1) % SLOTS;
    }
    return new HttpString(bytes, from, to - from);
  }

  private static boolean same(byte[] bytes, int from, int to, byte[] lowerCase) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (int at = 0; at < lowerCase.length; at++) {
      int b = bytes[from + at];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }

  /** Length, first, middle and last letter tell the usual names apart well enough. */
  private static int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    int first = bytes[from] | 0x20;
    int middle = bytes[from + length / 2] | 0x20;
    int last = bytes[to - 1] | 0x20;
    return (length * 31 + first * 7 + middle * 13 + last * 3) % SLOTS;
  }

  private static @Nullable Known[] table() {
    @Nullable Known[] table = new @Nullable Known[SLOTS];
    for (HttpString name : usual()) {
      Known known = new Known(name);
      int slot = slot(known.lowerCase, 0, known.lowerCase.length);
      while (table[slot] != null) {
        slot = (slot + 1) % SLOTS;
      }
      table[slot] = known;
    }
    return table;
  }

  private static List<HttpString> usual() {
    return List.of(
        Headers.ACCEPT,
        Headers.ACCEPT_CHARSET,
        Headers.ACCEPT_ENCODING,
        Headers.ACCEPT_LANGUAGE,
        Headers.AUTHORIZATION,
        Headers.CACHE_CONTROL,
        Headers.CONNECTION,
        Headers.CONTENT_ENCODING,
        Headers.CONTENT_LENGTH,
        Headers.CONTENT_TYPE,
        Headers.COOKIE,
        Headers.EXPECT,
        Headers.FORWARDED,
        Headers.HOST,
        Headers.IF_MATCH,
        Headers.IF_MODIFIED_SINCE,
        Headers.IF_NONE_MATCH,
        Headers.IF_RANGE,
        Headers.IF_UNMODIFIED_SINCE,
        Headers.KEEP_ALIVE,
        Headers.ORIGIN,
        Headers.PRAGMA,
        Headers.RANGE,
        Headers.REFERER,
        Headers.SEC_WEB_SOCKET_EXTENSIONS,
        Headers.SEC_WEB_SOCKET_KEY,
        Headers.SEC_WEB_SOCKET_PROTOCOL,
        Headers.SEC_WEB_SOCKET_VERSION,
        Headers.TE,
        Headers.TRANSFER_ENCODING,
        Headers.UPGRADE,
        Headers.USER_AGENT,
        Headers.VIA,
        Headers.X_FORWARDED_FOR,
        Headers.X_FORWARDED_HOST,
        Headers.X_FORWARDED_PORT,
        Headers.X_FORWARDED_PROTO,
        new HttpString("Access-Control-Request-Headers"),
        new HttpString("Access-Control-Request-Method"),
        new HttpString("DNT"),
        new HttpString("Priority"),
        new HttpString("Sec-CH-UA"),
        new HttpString("Sec-CH-UA-Mobile"),
        new HttpString("Sec-CH-UA-Platform"),
        new HttpString("Sec-Fetch-Dest"),
        new HttpString("Sec-Fetch-Mode"),
        new HttpString("Sec-Fetch-Site"),
        new HttpString("Sec-Fetch-User"),
        new HttpString("Sec-GPC"),
        new HttpString("Upgrade-Insecure-Requests"),
        new HttpString("X-CSRFToken"),
        new HttpString("X-Real-IP"),
        new HttpString("X-Request-ID"),
        new HttpString("X-Requested-With"));
  }
}
