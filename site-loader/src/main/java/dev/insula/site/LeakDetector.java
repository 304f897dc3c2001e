package dev.insula.site;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the generations whose classes are still in memory. The garbage collector decides when one
 * goes; one that is still here after several collections is held by something that its site has
 * left behind. Safe for use by any number of threads.
 */
public final class LeakDetector {
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Set<StoppedLoader> stopped = ConcurrentHashMap.newKeySet();

  /** For {@link SiteJvm}, which makes one. */
  LeakDetector() {}

  /**
   * A stopped generation whose classes are still in memory.
   *
   * @param stoppedFor how long ago it was stopped
   */
  public record Alive(String site, long generation, Duration stoppedFor) {}

  /** Watches the loader of a generation that has just been stopped. */
  void watch(String site, long generation, ClassLoader loader) {
    stopped.add(new StoppedLoader(loader, collected, site, generation, System.nanoTime()));
  }

  /** The stopped generations of all sites that are still in memory, the oldest first. */
  public List<Alive> alive() {
    forgetCollected();
    long now = System.nanoTime();
    return stopped.stream()
        .map(it -> new Alive(it.site, it.generation, Duration.ofNanos(now - it.stoppedAt)))
        .sorted(Comparator.comparing(Alive::stoppedFor).reversed())
        .toList();
  }

  /** How many stopped generations are still in memory, by site; sites without any are absent. */
  public Map<String, Integer> alivePerSite() {
    Map<String, Integer> counts = new TreeMap<>();
    alive().forEach(it -> counts.merge(it.site(), 1, Integer::sum));
    return counts;
  }

  private void forgetCollected() {
    for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
      stopped.remove(gone);
    }
  }

  private static final class StoppedLoader extends PhantomReference<ClassLoader> {
    private final String site;
    private final long generation;
    private final long stoppedAt;

    StoppedLoader(
        ClassLoader loader,
        ReferenceQueue<ClassLoader> queue,
        String site,
        long generation,
        long stoppedAt) {
      super(loader, queue);
      this.site = site;
      this.generation = generation;
      this.stoppedAt = stoppedAt;
    }
  }
}
