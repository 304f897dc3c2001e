package dev.insula.host.route;

import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a host name under which it is routed: lower case, without port and without
 * the trailing dot; IPv6 literals in brackets, as RFC 5952 writes them.
 *
 * <p>Accepts what RFC 9110 section 7.2 allows in {@code Host} and {@code :authority}, narrowed to
 * names that can exist: labels of 1 to 63 letters, digits, hyphens and underscores without a hyphen
 * at either end, at most 253 characters; a port of 1 to 65535 or none. User information, a path,
 * blanks, percent signs and anything outside ASCII are refused. A value that is already in normal
 * form is returned as the same object, without allocation. All methods may be called from any
 * thread.
 */
public final class HostName {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private HostName() {}

  /** The normal form of a {@code Host} or {@code :authority} value, or null if it is malformed. */
  public static @Nullable String normal(String value) {
    if (!value.isEmpty() && value.charAt(0) == '[') {
      return bracketed(value);
    }
    int end = endOfName(value);
    if (end <= 0 || !portFollows(value, end)) {
      return null;
    }
    int named = value.charAt(end - 1) == '.' ? end - 1 : end;
    if (named == 0 || named > LONGEST_NAME) {
      return null;
    }
    return lowerCase(named == value.length() ? value : value.substring(0, named));
  }

  /** The port in a value that {@link #normal} accepted; {@code otherwise} if it names none. */
  public static int port(String value, int otherwise) {
    int colon = value.lastIndexOf(':');
    if (colon < 0 || value.indexOf(']', colon) >= 0) {
      return otherwise;
    }
    return Integer.parseInt(value, colon + 1, value.length(), 10);
  }

  /** Index of the colon or the end of the value; -1 if the name breaks a rule. */
  private static int endOfName(String value) {
    int label = 0;
    int at = 0;
    for (; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == ':') {
        break;
      }
      if (c == '.') {
        if (label == 0 || value.charAt(at - 1) == '-') {
          return -1;
        }
        label = 0;
      } else if (!labelCharacter(c) || (c == '-' && label == 0) || ++label > LONGEST_LABEL) {
        return -1;
      }
    }
    return at > 0 && value.charAt(at - 1) == '-' ? -1 : at;
  }

  private static boolean labelCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || (c >= 'A' && c <= 'Z')
        || c == '_';
  }

  private static boolean portFollows(String value, int colon) {
    if (colon == value.length()) {
      return true;
    }
    int digits = value.length() - colon - 1;
    if (value.charAt(colon) != ':' || digits < 1 || digits > 5 || value.charAt(colon + 1) == '0') {
      return false;
    }
    int port = 0;
    for (int at = colon + 1; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c < '0' || c > '9') {
        return false;
      }
      port = port * 10 + (c - '0');
    }
    return port <= 65535;
  }

  private static String lowerCase(String name) {
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      if (c >= 'A' && c <= 'Z') {
        return name.toLowerCase(java.util.Locale.ROOT);
      }
    }
    return name;
  }

  private static @Nullable String bracketed(String value) {
    int close = value.indexOf(']');
    if (close < 0 || !portFollows(value, close + 1)) {
      return null;
    }
    short[] groups = Ipv6Literal.groups(value, 1, close);
    if (groups == null) {
      return null;
    }
    String normal = Ipv6Literal.text(groups);
    return normal.equals(value) ? value : normal;
  }
}
