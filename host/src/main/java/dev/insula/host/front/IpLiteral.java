package dev.insula.host.front;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses in their usual spelling only: not {@code 10.1}, which Java takes too. */
final class IpLiteral {
  private IpLiteral() {}

  /** The address, null if {@code text} is none. */
  static @Nullable InetAddress read(String text) {
    if (text.indexOf('%') >= 0 || (text.indexOf(':') < 0 && !isDottedQuad(text))) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isDottedQuad(String text) {
    int dots = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '.') {
        dots++;
      } else if (!Http1Bytes.isDigit(c)) {
        return false;
      }
    }
    return dots == 3;
  }
}
