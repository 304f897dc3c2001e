package dev.insula.site;

import dev.insula.site.clean.SiteCleaner;
import dev.insula.site.modules.SiteModules;
import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.patch.ProcessWideTable;
import java.net.URLConnection;
import java.util.List;

/**
 * What the Java sites of this JVM share, and the only way to start one. One per JVM is enough; all
 * methods may be called from any thread.
 */
public final class SiteJvm {
  private final SharedParts shared;

  /**
   * Prepares this JVM for sites. From now on jar URLs are not cached JVM-wide: the cache would hand
   * a new generation the old file, and keep files open that no site uses any more.
   */
  public SiteJvm() {
    this(new ClassPatcher(ProcessWideTable.standard()));
  }

  /** As {@link #SiteJvm()}, with another patcher: for the proof that it is needed. */
  SiteJvm(ClassPatcher patcher) {
    URLConnection.setDefaultUseCaches("jar", false);
    SiteCleaner cleaner = new SiteCleaner();
    shared = new SharedParts(new SiteModules(patcher), cleaner, new LeakDetector(cleaner));
  }

  /**
   * Starts a site on threads of its own and waits until its application object is there, at most
   * {@link SiteLimits#start}.
   *
   * @throws SiteStartException if the site cannot be started; nothing of it is left then
   */
  public RunningSite start(SiteDefinition site, SiteOutput output, SiteListener listener)
      throws SiteStartException {
    return RunningSite.start(shared, site, output, listener);
  }

  /** Tells which stopped generations are still in memory. */
  public LeakDetector leaks() {
    return shared.leaks();
  }

  /**
   * What this JVM cannot do for want of arguments at its start, one sentence each; empty when it
   * was started with those of {@link JvmArguments}. To be told to the person who starts the JVM.
   */
  public List<String> warnings() {
    return shared.cleaner().refused().stream()
        .map(what ->
            "A stopped site's "
                + what
                + " cannot be cleaned up, so its memory may stay in use: start this JVM with "
                + String.join(" ", JvmArguments.list())
                + ".")
        .toList();
  }
}
