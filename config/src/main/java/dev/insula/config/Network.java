package dev.insula.config;

import java.util.Locale;

/** What a daemon process sees of the network; it is served on its Unix socket in any case. */
public enum Network {
  /** The machine's own. */
  HOST,
  /** Nothing. */
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
