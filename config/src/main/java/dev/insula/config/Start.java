package dev.insula.config;

import java.util.Locale;

/** What starts a site that does not run yet. */
public enum Start {
  /** The start of the host, or the reload that brought the site. */
  BOOT,
  /** The first request for it, which waits meanwhile. */
  REQUEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
