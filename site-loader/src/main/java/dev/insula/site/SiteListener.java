package dev.insula.site;

import dev.insula.site.state.SharedWrite;

/** Told what a running site does by itself. */
@FunctionalInterface
public interface SiteListener {
  /**
   * The site's code has called {@code System.exit} or {@code Runtime.halt}. Requests are answered
   * 503 from now on; the site still has to be {@linkplain RunningSite#stop stopped}. Called at most
   * once, on a thread of its own that may block; never before the start has succeeded.
   */
  void exited(int status);

  /**
   * The site's code has written, or tried to, what the whole JVM shares. Called once for each place
   * in the code, on the thread that writes, also during the start; must not block.
   */
  default void wroteShared(SharedWrite write) {}
}
