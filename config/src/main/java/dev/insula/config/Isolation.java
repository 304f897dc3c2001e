package dev.insula.config;

import java.util.Locale;

/** What stands between a site and its neighbours. */
public enum Isolation {
  /** Own module loader and own copy of the process-wide state, in a JVM shared with other sites. */
  CLASSLOADER,
  /** Own daemon process. */
  PROCESS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
