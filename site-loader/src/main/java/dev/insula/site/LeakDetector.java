package dev.insula.site;

import dev.insula.site.clean.SiteCleaner;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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

  private final SiteCleaner cleaner;

  /** For {@link SiteJvm}, which makes one. */
  LeakDetector(SiteCleaner cleaner) {
    this.cleaner = cleaner;
  }

  /**
   * A stopped generation whose classes are still in memory.
   *
   * @param stoppedFor how long ago it was stopped
   * @param heldBy what was found to keep it, one sentence each
   */
  public record Alive(String site, long generation, Duration stoppedFor, List<String> heldBy) {
    /** Copies the list. */
    public Alive {
      heldBy = List.copyOf(heldBy);
    }

    /** As a sentence with what is known. */
    public String told() {
      String known =
          heldBy.isEmpty()
              ? "What holds it was not found; a heap dump tells."
              : String.join(" ", heldBy);
      return "generation %d is still in memory %d s after its stop. %s"
          .formatted(generation, stoppedFor.toSeconds(), known);
    }
  }

  /** Watches the loader of a generation that has just been stopped. */
  void watch(String site, long generation, ClassLoader loader, ThreadGroup group) {
    stopped.add(new StoppedLoader(loader, group, collected, site, generation));
  }

  /** The stopped generations of all sites that are still in memory, the oldest first. */
  public List<Alive> alive() {
    forgetCollected();
    long now = System.nanoTime();
    return stopped.stream()
        .map(it ->
            new Alive(it.site, it.generation, Duration.ofNanos(now - it.stoppedAt), holders(it)))
        .sorted(Comparator.comparing(Alive::stoppedFor).reversed())
        .toList();
  }

  /** The same of one site. */
  public List<Alive> alive(String site) {
    return alive().stream().filter(it -> it.site().equals(site)).toList();
  }

  private List<String> holders(StoppedLoader gone) {
    ClassLoader loader = gone.get();
    return loader == null ? List.of() : cleaner.holders(loader, gone.group.get());
  }

  /** How many stopped generations are still in memory, by site; sites without any are absent. */
  public Map<String, Integer> alivePerSite() {
    Map<String, Integer> counts = new TreeMap<>();
    forgetCollected();
    stopped.forEach(it -> counts.merge(it.site, 1, Integer::sum));
    return counts;
  }

  private void forgetCollected() {
    for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
      stopped.remove(gone);
    }
  }

  private static final class StoppedLoader extends WeakReference<ClassLoader> {
    private final String site;
    private final long generation;
    private final WeakReference<ThreadGroup> group;
    private final long stoppedAt;

    StoppedLoader(
        ClassLoader loader,
        ThreadGroup group,
        ReferenceQueue<ClassLoader> queue,
        String site,
        long generation) {
      super(loader, queue);
      this.site = site;
      this.generation = generation;
      this.group = new WeakReference<>(group);
      this.stoppedAt = System.nanoTime();
    }
  }
}
