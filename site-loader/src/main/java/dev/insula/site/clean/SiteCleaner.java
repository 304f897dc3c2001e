package dev.insula.site.clean;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a stopped site has left behind. One per JVM, made before the first site starts; may be
 * used by several threads for different sites.
 */
public final class SiteCleaner {
  private final JdkInternals jdk = new JdkInternals();
  private final PlatformThreads platformThreads = new PlatformThreads(jdk);
  private final VirtualThreads virtualThreads = new VirtualThreads(jdk);
  private final HostThreads hostThreads = new HostThreads(jdk);
  private final Holders holders = new Holders(jdk);
  private final JvmRegistries registries = new JvmRegistries(jdk);
  private final JvmDefaults defaults = new JvmDefaults();

  /** Remembers the JVM's own defaults. */
  public SiteCleaner() {}

  /** What this JVM's arguments do not let be cleaned, in words; empty when all can be. */
  public List<String> refused() {
    return jdk.refused();
  }

  /** What keeps a stopped site's loader in memory, one sentence each, as far as it can be found. */
  public List<String> holders(ClassLoader loader, @Nullable ThreadGroup group) {
    return holders.of(new SiteLoaders(loader), group);
  }

  /**
   * Ends the site's threads and removes what it left in the JDK; to be called on a thread of the
   * host, after the site's shutdown hooks. The caller then releases the site's process-wide state.
   *
   * @param group the group of the site's threads
   * @param limit how long the threads may take to end
   */
  public CleanReport clean(ClassLoader loader, ThreadGroup group, Duration limit) {
    Findings findings = new Findings();
    SiteLoaders site = new SiteLoaders(loader);
    virtualThreads.end(site, limit, findings);
    platformThreads.end(group, limit, findings);
    hostThreads.clean(site, findings);
    defaults.clean(site, findings);
    registries.removeListeners(site, findings);
    flushIntrospector(group, limit, findings);
    return findings.report();
  }

  /** The cache is kept per thread group, so only a thread of the site's group can empty it. */
  private static void flushIntrospector(ThreadGroup group, Duration limit, Findings findings) {
    Thread thread =
        new Thread(group, java.beans.Introspector::flushCaches, "flush bean caches", 0, false);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    thread.start();
    if (!PlatformThreads.ended(thread, limit)) {
      findings.leftBehind(ThreadSentence.of(thread));
    }
  }
}
