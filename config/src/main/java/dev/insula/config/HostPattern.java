package dev.insula.config;

/** What a site claims: one name, or every name below one. */
public sealed interface HostPattern {
  /** Exactly this name. */
  record Exact(HostName name) implements HostPattern {
    @Override
    public boolean matches(HostName host) {
      return host.equals(name);
    }

    @Override
    public String toString() {
      return name.text();
    }
  }

  /** Every name that ends in a dot and {@code parent}, with any number of labels before it. */
  record Wildcard(HostName parent) implements HostPattern {
    static final String RULE = "labels of letters, digits and hyphens joined by dots, without port";

    public Wildcard {
      if (parent.text().startsWith("[")) {
        throw new IllegalArgumentException(parent + ": an address takes no wildcard");
      }
    }

    @Override
    public boolean matches(HostName host) {
      int before = host.text().length() - parent.text().length() - 1;
      return before > 0 && host.text().charAt(before) == '.' && host.text().endsWith(parent.text());
    }

    @Override
    public String toString() {
      return "*." + parent;
    }
  }

  boolean matches(HostName host);

  /**
   * Reads {@code alpha.test} or {@code *.alpha.test}; the name as {@link HostName#parse} takes it.
   *
   * @throws IllegalArgumentException with a sentence when it is neither
   */
  static HostPattern parse(String text) {
    if (text.equals("*")) {
      throw new IllegalArgumentException(
          "\"*\" is no host name; the site with \"default: true\" answers for every other name");
    }
    return text.startsWith("*.") ? wildcard(text) : new Exact(HostName.parse(text));
  }

  private static Wildcard wildcard(String text) {
    try {
      return new Wildcard(HostName.parse(text.substring(2)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no host name; behind \"*.\" there must be " + Wildcard.RULE, e);
    }
  }
}
