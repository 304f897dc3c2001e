package dev.insula.host.hop;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which of a client's fields the site must not see: those that belong to one connection, those that
 * the hop says anew, and those that a site would take for the host's word.
 */
final class DroppedNames {
  private static final Set<HttpString> NAMES =
      Set.of(
          Headers.CONNECTION,
          Headers.KEEP_ALIVE,
          Headers.TE,
          Headers.TRAILER,
          Headers.TRANSFER_ENCODING,
          Headers.CONTENT_LENGTH,
          Headers.UPGRADE,
          Headers.EXPECT,
          Headers.HOST,
          Headers.FORWARDED,
          new HttpString("HTTP2-Settings"),
          new HttpString("Proxy"),
          new HttpString("Proxy-Connection"),
          new HttpString("Proxy-Authorization"),
          new HttpString("Proxy-Authenticate"),
          new HttpString("X-Real-IP"),
          new HttpString("X-Client-Cert"),
          new HttpString("X-Request-Id"),
          new HttpString("Remote-User"));
  private static final String[] PREFIXES = {"x-forwarded-", "x-insula-"};

  private DroppedNames() {}

  static boolean contain(HttpString name) {
    return NAMES.contains(name) || hasUnderscore(name) || hasPrefix(name);
  }

  /** WSGI and CGI turn hyphens to underscores, so an underscore would be a disguise. */
  private static boolean hasUnderscore(HttpString name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.byteAt(i) == '_') {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPrefix(HttpString name) {
    if (name.length() < 9 || HttpBytes.lowerCase(name.byteAt(0)) != 'x' || name.byteAt(1) != '-') {
      return false;
    }
    String lower = name.toString().toLowerCase(Locale.ROOT);
    return lower.startsWith(PREFIXES[0]) || lower.startsWith(PREFIXES[1]);
  }

  /**
   * The names that the request's {@code Connection} fields nominate beside the usual options, empty
   * for nearly every request (RFC 9110, section 7.6.1).
   */
  static Set<HttpString> nominated(HeaderMap fields) {
    HeaderValues connection = fields.get(Headers.CONNECTION);
    if (connection == null || isUsual(connection)) {
      return Set.of();
    }
    Set<HttpString> names = new HashSet<>();
    for (String value : connection) {
      for (String option : value.split(",", -1)) {
        HttpString name = HttpString.tryFromString(option.strip());
        if (name.length() > 0) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static boolean isUsual(HeaderValues connection) {
    String value = connection.getFirst();
    return connection.size() == 1
        && ("keep-alive".equalsIgnoreCase(value) || "close".equalsIgnoreCase(value));
  }
}
