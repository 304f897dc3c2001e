package dev.insula.config;

import java.net.Inet6Address;
import java.net.InetAddress;

/** IPv6 addresses as text in the form of RFC 5952, section 4. */
final class Ipv6Text {
  private Ipv6Text() {}

  static String normal(String literal) {
    return compressed(groups(parse(literal)));
  }

  private static InetAddress parse(String literal) {
    boolean isBracketed = literal.startsWith("[");
    if (isBracketed || literal.indexOf('%') >= 0 || literal.indexOf(':') < 0) {
      throw refused(literal);
    }
    try {
      return Inet6Address.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw refused(literal);
    }
  }

  private static IllegalArgumentException refused(String literal) {
    return new IllegalArgumentException("\"" + literal + "\" is no IPv6 address");
  }

  private static int[] groups(InetAddress address) {
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    int offset = 16 - bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      groups[(offset + i) / 2] |= (bytes[i] & 0xff) << ((offset + i) % 2 == 0 ? 8 : 0);
    }
    if (offset > 0) {
      // The JDK gives an IPv4-mapped literal back as the IPv4 address in it.
      groups[5] = 0xffff;
    }
    return groups;
  }

  private static String compressed(int[] groups) {
    Run longest = Run.longestOfZeros(groups);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == longest.start()) {
        text.append("::");
        i = longest.end() - 1;
      } else {
        boolean needsColon = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
        text.append(needsColon ? ":" : "").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private record Run(int start, int end) {
    static Run longestOfZeros(int[] groups) {
      Run longest = new Run(-1, -1);
      for (int start = 0; start < 8; start++) {
        int end = start;
        while (end < 8 && groups[end] == 0) {
          end++;
        }
        boolean isLonger = end - start > longest.end() - longest.start();
        longest = end - start > 1 && isLonger ? new Run(start, end) : longest;
      }
      return longest;
    }
  }
}
