package dev.insula.config;

import java.net.IDN;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The name part of a Host header in normal form: lower-case A-labels (RFC 5890) without trailing
 * dot, or an IPv6 literal in brackets in the form of RFC 5952. Never a port.
 *
 * <p>Labels are 1 to 63 letters, digits, hyphens and underscores with no hyphen at either end, 253
 * characters in all.
 */
public record HostName(String text) {
  /** What is allowed, as the end of a sentence. */
  public static final String RULE =
      "labels of letters, digits and hyphens joined by dots, or an IPv6 address, without port";

  // UTS 46 calls these deviation characters: old and new IDNA make different names of them.
  private static final String AMBIGUOUS = "\u00df\u1e9e\u03c2\u200c\u200d";

  public HostName {
    if (!text.equals(normal(text))) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not in normal form; use HostName.parse");
    }
  }

  /**
   * Brings a name as people and clients write it into normal form: any case, one trailing dot,
   * Unicode labels, IPv6 with or without brackets.
   *
   * @throws IllegalArgumentException with a sentence when it is no host name
   */
  public static HostName parse(String text) {
    return new HostName(normal(text));
  }

  private static String normal(String text) {
    boolean isBracketed = text.startsWith("[") && text.endsWith("]");
    if (isBracketed) {
      return "[" + Ipv6Text.normal(text.substring(1, text.length() - 1)) + "]";
    }
    if (text.indexOf(':') != text.lastIndexOf(':')) {
      return "[" + Ipv6Text.normal(text) + "]";
    }
    return labels(text);
  }

  private static String labels(String text) {
    String dotted = text.replace('\u3002', '.').replace('\uff0e', '.').replace('\uff61', '.');
    String name = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    StringJoiner joined = new StringJoiner(".");
    for (String label : name.split("\\.", -1)) {
      joined.add(label(text, label));
    }
    if (joined.length() > 253) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is longer than the 253 characters of a host name");
    }
    return joined.toString();
  }

  private static String label(String whole, String label) {
    String ascii = isAscii(label) ? label.toLowerCase(Locale.ROOT) : aLabel(whole, label);
    boolean hasHyphenAtAnEnd = ascii.startsWith("-") || ascii.endsWith("-");
    if (ascii.isEmpty() || ascii.length() > 63 || hasHyphenAtAnEnd || !isAllowed(ascii)) {
      throw new IllegalArgumentException("\"" + whole + "\" is no host name; it must be " + RULE);
    }
    return ascii;
  }

  private static String aLabel(String whole, String label) {
    if (label.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "\""
              + whole
              + "\" holds a letter that browsers and older programs translate differently;"
              + " write the name in its ASCII form (xn--...)");
    }
    try {
      return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + whole + "\" is no host name; it must be " + RULE, e);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(String label) {
    for (int i = 0; i < label.length(); i++) {
      if (!isAllowed(label.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  @Override
  public String toString() {
    return text;
  }
}
