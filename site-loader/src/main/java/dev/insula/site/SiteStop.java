package dev.insula.site;

import dev.insula.site.clean.CleanReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends one generation of a site: its shutdown hooks, its threads, what it left in the JDK, its
 * process-wide state, its files; in this order.
 */
final class SiteStop {
  private final SharedParts shared;
  private final SiteDefinition site;
  private final SiteParts parts;

  SiteStop(SharedParts shared, SiteDefinition site, SiteParts parts) {
    this.shared = shared;
    this.site = site;
    this.parts = parts;
  }

  private static void deleteBase(ServletContainer container, List<String> left) {
    try {
      WorkFolder.delete(container.base());
    } catch (IOException e) {
      left.add("The folder " + container.base() + " cannot be deleted: " + e.getMessage() + ".");
    }
  }

  /** Closes an application object that can be closed, on a thread of the site. */
  void close(Object application, Duration limit) {
    if (application instanceof AutoCloseable closeable) {
      FutureTask<@Nullable Void> closing =
          new FutureTask<>(() -> {
            closeable.close();
            return null;
          });
      parts.threads().start("stop", closing);
      try {
        closing.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException e) {
        closing.cancel(true);
      } catch (ExecutionException e) {
        parts.state().uncaught(Thread.currentThread(), e.getCause() == null ? e : e.getCause());
      }
    }
  }

  /**
   * Stops a servlet container, on a thread of the site; returns how many requests were cut.
   *
   * @param drain how long requests may take to end
   * @param limit how long the rest may take
   */
  int stopContainer(Object container, Duration drain, Duration limit) {
    // what ContainerMaker made
    @SuppressWarnings("unchecked")
    Function<Duration, Integer> stop = (Function<Duration, Integer>) container;
    FutureTask<Integer> stopping = new FutureTask<>(() -> stop.apply(drain));
    parts.threads().start("stop", stopping);
    try {
      return stopping.get(drain.plus(limit).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      stopping.cancel(true);
    } catch (ExecutionException e) {
      parts.state().uncaught(Thread.currentThread(), e.getCause() == null ? e : e.getCause());
    }
    return 0;
  }

  /** Stops; each of the three that may wait, waits at most this long. */
  CleanReport stop(Duration limit) {
    List<String> left = new ArrayList<>();
    for (Thread hook : parts.state().runShutdownHooks(limit)) {
      left.add("The shutdown hook \"" + hook.getName() + "\" did not end.");
    }
    parts.threads().endRequests();
    CleanReport report = shared.cleaner().clean(parts.module().loader(), parts.group(), limit);
    parts.state().release();
    parts.group().forget();
    parts.module().close();
    shared.leaks().watch(site.name(), site.generation(), parts.module().loader(), parts.group());
    left.addAll(report.leftBehind());
    site.container().ifPresent(container -> deleteBase(container, left));
    return new CleanReport(report.cleaned(), left);
  }
}
