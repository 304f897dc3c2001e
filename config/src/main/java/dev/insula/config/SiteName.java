package dev.insula.config;

/** A site's name: 1 to 63 of a-z, 0-9 and hyphens, the first one not a hyphen. */
public record SiteName(String text) implements Comparable<SiteName> {
  public SiteName {
    if (!isValid(text)) {
      throw new IllegalArgumentException("\"" + text + "\" is no site name; it must be " + RULE);
    }
  }

  /** What is allowed, as the end of a sentence. */
  public static final String RULE =
      "1 to 63 characters out of a-z, 0-9 and hyphens, not beginning with a hyphen";

  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= 63
        && text.charAt(0) != '-'
        && text.chars().allMatch(SiteName::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  @Override
  public int compareTo(SiteName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
