package dev.insula.host.launch;

import dev.insula.site.LeakDetector;
import dev.insula.site.StopReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sees to it that a stopped generation leaves this JVM's memory, and tells what keeps it. The
 * garbage collector is asked, as an idle JVM would not run it for hours; several stops share one
 * collection.
 */
final class UnloadProof {
  private static final Logger LOG = Logger.getLogger("insula.launch");
  private static final Duration BEFORE_COLLECTION = Duration.ofSeconds(2);
  private static final Duration AFTER_COLLECTION = Duration.ofSeconds(1);
  private static final int COLLECTIONS = 3;

  private final LeakDetector leaks;
  private final AtomicInteger asked = new AtomicInteger();

  UnloadProof(LeakDetector leaks) {
    this.leaks = leaks;
  }

  /** Writes to the site's log what its stop found, and watches on a thread of its own. */
  void stopped(String site, long generation, StopReport report, PrintStream log) {
    report.cleaned().forEach(it -> log.println("insula: left behind and removed: " + it));
    report.leftBehind().forEach(it -> log.println("insula: left behind: " + it));
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name("insula-unload").start(this::watch);
    }
    LOG.debugf("Site %s: generation %d was stopped in %s.", site, generation, report.took());
  }

  private void watch() {
    int seen;
    do {
      seen = asked.get();
      collect();
      leaks.alive().forEach(it -> LOG.warnf("Site %s: %s", it.site(), it.told()));
    } while (!asked.compareAndSet(seen, 0));
  }

  private void collect() {
    try {
      Thread.sleep(BEFORE_COLLECTION);
      for (int i = 0; i < COLLECTIONS && !leaks.alivePerSite().isEmpty(); i++) {
        System.gc();
        Thread.sleep(AFTER_COLLECTION);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What there is to tell of one site's stopped generations. */
  List<String> notes(String site) {
    return leaks.alive(site).stream()
        .filter(it -> it.stoppedFor().compareTo(BEFORE_COLLECTION.multipliedBy(2)) > 0)
        .map(LeakDetector.Alive::told)
        .toList();
  }
}
