package dev.insula.config.read;

import dev.insula.config.Isolation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What sort of application object a site has; printed as the key that names it. */
enum Kind {
  WSGI,
  JAVA,
  WAR,
  BOOT,
  COMMAND,
  STATIC,
  PROXY,
  REDIRECT;

  /** Sites that are answered by code of their own. */
  static Set<Kind> programs() {
    return EnumSet.of(WSGI, JAVA, WAR, BOOT, COMMAND);
  }

  static Set<Kind> onTheJvm() {
    return EnumSet.of(JAVA, WAR, BOOT);
  }

  static Set<Kind> all() {
    return EnumSet.allOf(Kind.class);
  }

  boolean needsProcess() {
    return this == WSGI || this == COMMAND;
  }

  Isolation defaultIsolation() {
    return needsProcess() ? Isolation.PROCESS : Isolation.CLASSLOADER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
