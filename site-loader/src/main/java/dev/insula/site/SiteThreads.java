package dev.insula.site;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.threads.EnhancedQueueExecutor;

/**
 * The threads that run a site's code, all in the site's own thread group: ended as one, and what
 * the site's code leaves in them ends with them.
 *
 * <p>Platform threads, as virtual ones of all sites share a few carriers: two requests that compute
 * for ever in one site would stop every other site on a machine with two processors.
 */
final class SiteThreads {
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final String site;
  private final ThreadGroup group;
  private final ClassLoader loader;
  private final EnhancedQueueExecutor pool;

  SiteThreads(String site, ThreadGroup group, ClassLoader loader, SiteLimits limits) {
    this.site = site;
    this.group = group;
    this.loader = loader;
    AtomicInteger count = new AtomicInteger();
    pool =
        new EnhancedQueueExecutor.Builder()
            .setCorePoolSize(0)
            .setMaximumPoolSize(limits.threads())
            .setMaximumQueueSize(limits.queue())
            .setKeepAliveTime(IDLE)
            .allowCoreThreadTimeOut(true)
            .setRegisterMBean(false)
            .setThreadFactory(task -> thread(task, "request " + count.incrementAndGet()))
            .build();
  }

  /**
   * Runs requests; rejects them when all threads are busy and the queue is full. The pool would run
   * a task with the context class loader of the thread that hands it over.
   */
  Executor requests() {
    return task ->
        pool.execute(() -> {
          Thread.currentThread().setContextClassLoader(loader);
          task.run();
        });
  }

  /** Runs one task of the site's life on a thread of its own, which is returned. */
  Thread start(String name, Runnable task) {
    Thread thread = thread(task, name);
    thread.start();
    return thread;
  }

  /** No request is run any more; those that run are interrupted. */
  void endRequests() {
    pool.shutdownNow();
  }

  private Thread thread(Runnable task, String name) {
    Thread thread = new Thread(group, task, site + " " + name, 0, false);
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    return thread;
  }
}
