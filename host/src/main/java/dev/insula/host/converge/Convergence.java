package dev.insula.host.converge;

import dev.insula.config.Changes;
import dev.insula.config.HostName;
import dev.insula.config.HostPattern;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.converge.ReloadReport.Change;
import dev.insula.host.converge.ReloadReport.Entry;
import dev.insula.host.route.Routes;
import dev.insula.host.supervise.Door;
import dev.insula.host.supervise.EventLoop;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Outcome;
import dev.insula.host.supervise.SiteKeeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes what runs equal to what the manifest wants: starts what is new beside what runs, publishes
 * the new routes with one assignment, then lets go of what is gone.
 *
 * @param <D> the front's kind of door
 */
public final class Convergence<D extends Door> {
  /** Starts that go on at once; more would only make each of them slower. */
  private static final int STARTS_AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  /** How long the first listening waits for sites that are slow to start. */
  private static final Duration BOOT_PATIENCE = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final Launcher launcher;
  private final Doors<D> doors;
  private final Map<SiteName, Kept<D>> kept = new ConcurrentHashMap<>();
  private final Announcer announcer;
  private volatile Manifest running;

  /** Hears of each start as soon as it is decided; called on any thread. */
  public interface Announcer {
    /** The site is ready, or it failed. */
    void decided(SiteName site, Outcome outcome);
  }

  private record Kept<D>(SiteKeeper keeper, D door) {}

  /** Nothing runs yet: {@code nothing} is the empty manifest. */
  public Convergence(
      EventLoop loop, Launcher launcher, Doors<D> doors, Announcer announcer, Manifest nothing) {
    this.loop = loop;
    this.launcher = launcher;
    this.doors = doors;
    this.announcer = announcer;
    this.running = nothing;
  }

  /** The manifest that runs; a site whose new version failed stands there as it runs. */
  public Manifest running() {
    return running;
  }

  /** The keeper of a declared site. */
  public Optional<SiteKeeper> keeper(SiteName site) {
    return Optional.ofNullable(kept.get(site)).map(Kept::keeper);
  }

  /**
   * Converges; returns when every start has succeeded or failed. One call at a time: others wait.
   */
  public synchronized ReloadReport converge(Manifest wanted) {
    Changes changes =
        Changes.between(running, wanted)
            .withReplaced(name -> launcher.changedBeneath(site(wanted, name)));
    Map<SiteName, CompletableFuture<Outcome>> starts = startAll(changes, wanted);
    if (running.sites().isEmpty()) {
      // Nothing else could lose a request: let the first ones wait at the doors.
      publish(wanted, wanted.sites());
      // What waits for a restarted host comes all at once, and would not find room at the doors.
      await(starts.values());
    }
    List<String> warnings = listen(wanted);
    Set<SiteName> added = Set.copyOf(changes.added());
    Set<SiteName> rerouted = Set.copyOf(changes.rerouted());
    Map<SiteName, Entry> entries = new LinkedHashMap<>();
    SequencedMap<SiteName, Site> now = new LinkedHashMap<>();
    for (Site site : wanted.sites().values()) {
      Entry entry = settle(site, added, rerouted, starts.get(site.name()));
      entries.put(site.name(), entry);
      now.put(site.name(), runs(site, entry));
    }
    publish(wanted, now);
    for (SiteName gone : changes.removed()) {
      entries.put(gone, new Entry(gone, Change.REMOVED, Optional.empty()));
      var _ = letGo(gone);
    }
    running = withSites(wanted, now);
    return new ReloadReport(List.copyOf(entries.values()), warnings);
  }

  private Map<SiteName, CompletableFuture<Outcome>> startAll(Changes changes, Manifest wanted) {
    Map<SiteName, CompletableFuture<Outcome>> starts = new LinkedHashMap<>();
    var permits = new Semaphore(STARTS_AT_ONCE);
    List<SiteName> names = new ArrayList<>(changes.added());
    names.addAll(changes.replaced());
    for (SiteName name : names) {
      Site site = site(wanted, name);
      permits.acquireUninterruptibly();
      var start = keep(site).keeper().arrange(site);
      var _ =
          start.thenAccept(outcome -> {
            permits.release();
            announcer.decided(name, outcome);
          });
      starts.put(name, start);
    }
    return starts;
  }

  private static void await(Collection<CompletableFuture<Outcome>> starts) {
    try {
      CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))
          .get(BOOT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // Those that are still starting, or have failed, are told of when they are settled.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Site site(Manifest manifest, SiteName name) {
    return Optional.ofNullable(manifest.sites().get(name))
        .orElseThrow(() -> new IllegalStateException("no site " + name.text()));
  }

  private Kept<D> keep(Site site) {
    return kept.computeIfAbsent(
        site.name(),
        _ -> {
          D door = doors.open(site);
          return new Kept<>(new SiteKeeper(site, loop, launcher, door), door);
        });
  }

  private List<String> listen(Manifest wanted) {
    try {
      doors.listen(wanted);
      return List.of();
    } catch (IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static Entry settle(
      Site site,
      Set<SiteName> added,
      Set<SiteName> rerouted,
      @Nullable CompletableFuture<Outcome> start) {
    if (start == null) {
      Change change = rerouted.contains(site.name()) ? Change.REROUTED : Change.UNCHANGED;
      return new Entry(site.name(), change, Optional.empty());
    }
    return switch (start.join()) {
      case Outcome.Ready _, Outcome.Asleep _ -> {
        Change change = added.contains(site.name()) ? Change.ADDED : Change.REPLACED;
        yield new Entry(site.name(), change, Optional.empty());
      }
      case Outcome.Failed(String message) ->
          new Entry(site.name(), Change.FAILED, Optional.of(message));
    };
  }

  /** The version of the site that answers after this reload. */
  private Site runs(Site wanted, Entry entry) {
    Site before = running.sites().get(wanted.name());
    return entry.change() == Change.FAILED && before != null ? before : wanted;
  }

  private void publish(Manifest wanted, Map<SiteName, Site> now) {
    var builder = new Routes.Builder<D>();
    // A site that kept its old version must not take a name that the new manifest gives away.
    now.values().stream()
        .filter(site -> !site.equals(wanted.sites().get(site.name())))
        .forEach(site -> addRoutes(builder, site));
    wanted.sites().values().forEach(site -> addRoutes(builder, site));
    now.values().forEach(site -> doors.configure(keep(site).door(), site));
    doors.publish(builder.build());
  }

  private void addRoutes(Routes.Builder<D> builder, Site site) {
    D door = keep(site).door();
    for (HostPattern host : site.hosts()) {
      switch (host) {
        case HostPattern.Exact(HostName name) -> builder.exact(name.text(), door);
        case HostPattern.Wildcard(HostName parent) -> builder.wildcard(parent.text(), door);
      }
    }
    if (site.isDefault()) {
      builder.fallback(door);
    }
  }

  private CompletableFuture<Void> letGo(SiteName gone) {
    Kept<D> former = kept.remove(gone);
    return former == null ? CompletableFuture.completedFuture(null) : former.keeper().stop();
  }

  private static Manifest withSites(Manifest manifest, SequencedMap<SiteName, Site> sites) {
    return new Manifest(
        manifest.file(),
        manifest.listen(),
        manifest.state(),
        manifest.control(),
        manifest.trustedProxies(),
        sites,
        manifest.origins(),
        manifest.delegated());
  }

  /** Drains and stops every site; completes when all are gone. */
  public synchronized CompletableFuture<Void> stopAll() {
    var stops = List.copyOf(kept.keySet()).stream().map(this::letGo).toList();
    return CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new));
  }
}
