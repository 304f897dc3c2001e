package dev.insula.site.state;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** What is process-wide about a site's threads. */
public final class Threads {
  private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final SiteState site;
  private volatile @Nullable UncaughtExceptionHandler uncaught;

  Threads(SiteState site) {
    this.site = site;
  }

  /** {@code Thread.getDefaultUncaughtExceptionHandler}. */
  public @Nullable UncaughtExceptionHandler uncaughtHandler() {
    return uncaught;
  }

  /** {@code Thread.setDefaultUncaughtExceptionHandler}. */
  public void uncaughtHandler(@Nullable UncaughtExceptionHandler handler) {
    uncaught = handler;
  }

  /**
   * The context loader as the site sees it: where it would be the JVM's, or what another site left
   * on a shared thread, it is the site's.
   */
  public ClassLoader contextLoader(@Nullable ClassLoader actual) {
    ClassLoader own = site.loader();
    if (actual == null || actual.equals(SYSTEM) || actual.equals(PLATFORM)) {
      return own;
    }
    return actual.equals(own) || !SiteLoaders.isOfAnother(own, actual) ? actual : own;
  }

  /**
   * As {@code Thread.setContextClassLoader}. A worker of the common pool outlives the site and
   * would keep its loader; there the JVM's loader stands for the site's.
   */
  public void contextLoader(Thread thread, @Nullable ClassLoader loader) {
    boolean shared =
        thread instanceof ForkJoinWorkerThread worker
            && ForkJoinPool.commonPool().equals(worker.getPool());
    thread.setContextClassLoader(shared && site.loader().equals(loader) ? SYSTEM : loader);
  }

  void handle(Thread thread, Throwable thrown) {
    if (thrown instanceof SiteExit) {
      return;
    }
    try {
      UncaughtExceptionHandler handler = uncaught;
      if (handler != null) {
        handler.uncaughtException(thread, thrown);
      } else {
        site.streams().err().print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace(site.streams().err());
      }
    } catch (Throwable e) {
      // The JVM, too, ignores what an uncaught exception handler throws.
      return;
    }
  }

  void release() {
    uncaught = null;
  }
}
