package dev.insula.config;

import java.util.Locale;

/** How a listener or a proxied server is spoken to. */
public enum Scheme {
  HTTP,
  HTTPS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
