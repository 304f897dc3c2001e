package dev.insula.host.front;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Removes what only the host may say: who the client is, and what was settled with it. */
final class UntrustedFields {
  private static final Set<HttpString> NAMES =
      Stream.of(
              "Forwarded",
              "HTTP2-Settings",
              "Keep-Alive",
              "Proxy",
              "Proxy-Connection",
              "Remote-User",
              "True-Client-IP",
              "X-Client-IP",
              "X-Original-URL",
              "X-Real-IP",
              "X-Rewrite-URL")
          .map(HttpString::new)
          .collect(Collectors.toUnmodifiableSet());
  private static final byte[] FORWARDED = Ascii.bytes("x-forwarded-");
  private static final byte[] INSULA = Ascii.bytes("x-insula-");
  private static final byte[] SSL = Ascii.bytes("ssl-");

  private UntrustedFields() {}

  static void strip(HeaderMap headers) {
    List<HttpString> found = null;
    for (long at = headers.fastIterate(); at != -1; at = headers.fiNext(at)) {
      HttpString name = headers.fiCurrent(at).getHeaderName();
      if (isUntrusted(name)) {
        found = with(found, name);
      }
    }
    if (found != null) {
      found.forEach(headers::remove);
    }
  }

  private static List<HttpString> with(@Nullable List<HttpString> found, HttpString name) {
    List<HttpString> all = found == null ? new ArrayList<>() : found;
    all.add(name);
    return all;
  }

  /** Only a name with one of these first letters needs to be looked up. */
  private static boolean isUntrusted(HttpString name) {
    return switch (name.byteAt(0) | 0x20) {
      case 'x' -> NAMES.contains(name) || begins(name, FORWARDED) || begins(name, INSULA);
      case 's' -> begins(name, SSL);
      case 'f', 'h', 'k', 'p', 'r', 't' -> NAMES.contains(name);
      default -> false;
    };
  }

  private static boolean begins(HttpString name, byte[] lowerCase) {
    if (name.length() < lowerCase.length) {
      return false;
    }
    for (int at = 0; at < lowerCase.length; at++) {
      int b = name.byteAt(at);
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }
}
