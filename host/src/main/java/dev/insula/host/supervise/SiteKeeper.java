package dev.insula.host.supervise;

import dev.insula.config.Site;
import dev.insula.config.Start;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one declared site running: starts a new generation beside the current one, switches the
 * door to it when it is ready, then drains and stops the old one. A new generation that cannot
 * start leaves the old one serving.
 *
 * <p>The public methods may be called on any thread; everything else is confined to the {@link
 * EventLoop}.
 */
public final class SiteKeeper {
  private final EventLoop loop;
  private final Launcher launcher;
  private final Door door;
  private final Set<Generation> alive = new HashSet<>();

  private Site site;
  private long lastNumber;
  private @Nullable Generation current;
  private @Nullable Generation candidate;
  private CompletableFuture<Outcome> promise = new CompletableFuture<>();
  private @Nullable CompletableFuture<Void> stopped;
  private Optional<IdleWatch> idleWatch = Optional.empty();
  private boolean dozing;

  /** A site that was not started yet. */
  public SiteKeeper(Site site, EventLoop loop, Launcher launcher, Door door) {
    this.site = site;
    this.loop = loop;
    this.launcher = launcher;
    this.door = door;
  }

  /**
   * Brings up this version of the site. Completes when it is ready or its first start failed; a
   * site that has no generation serving is tried again in the background after a failure.
   */
  public CompletableFuture<Outcome> bringUp(Site wanted) {
    var outcome = new CompletableFuture<Outcome>();
    loop.execute(() -> begin(wanted, outcome));
    return outcome;
  }

  /**
   * As {@link #bringUp}, but a site of which nothing runs, and which starts on its first request,
   * waits for that.
   */
  public CompletableFuture<Outcome> arrange(Site wanted) {
    var outcome = new CompletableFuture<Outcome>();
    loop.execute(() -> {
      if (wanted.start() == Start.REQUEST && current == null) {
        fallAsleep(wanted, outcome);
      } else {
        begin(wanted, outcome);
      }
    });
    return outcome;
  }

  /** Drains and stops every generation; completes when all are gone. */
  public CompletableFuture<Void> stop() {
    var gone = new CompletableFuture<Void>();
    loop.execute(() -> beginStop(gone));
    return gone;
  }

  /** What there is to tell. */
  public CompletableFuture<SiteStatus> status() {
    return loop.ask(() ->
        new SiteStatus(
            site,
            Optional.ofNullable(current).map(Generation::status),
            Optional.ofNullable(candidate).map(Generation::status),
            dozing,
            (int) alive.stream().filter(g -> g != current && g != candidate).count(),
            door.traffic()));
  }

  /** The same of many sites, all asked before the first answer is waited for; blocks shortly. */
  public static List<SiteStatus> statuses(Stream<SiteKeeper> keepers) {
    List<CompletableFuture<SiteStatus>> asked = keepers.map(SiteKeeper::status).toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  /** Requests of this site go through here. */
  public Door door() {
    return door;
  }

  private void begin(Site wanted, CompletableFuture<Outcome> outcome) {
    if (candidate != null) {
      abandon(candidate, "a newer version of the site was asked for");
    }
    promise = outcome;
    stopped = null;
    dozing = false;
    var next = new Generation(wanted, ++lastNumber, loop, launcher, door, new Switch());
    alive.add(next);
    if (current != null && current.state() == State.READY) {
      candidate = next;
    } else {
      takeOver(next);
    }
    next.handle(new Event.Start());
  }

  private void fallAsleep(Site wanted, CompletableFuture<Outcome> outcome) {
    site = wanted;
    stopped = null;
    doze();
    outcome.complete(new Outcome.Asleep());
  }

  private void doze() {
    dozing = true;
    door.doze(() -> loop.execute(this::wake));
  }

  /** Makes a generation the one that counts, and lets the one before it finish. */
  private void takeOver(Generation next) {
    Generation old = current;
    current = next;
    site = next.site();
    if (old != null) {
      old.handle(new Event.Stop());
    }
  }

  private void abandon(Generation generation, String reason) {
    candidate = null;
    // Posted, because the generation may be in the middle of performing its own effects.
    loop.execute(() -> generation.handle(new Event.Stop()));
    promise.complete(new Outcome.Failed(reason));
  }

  private void beginStop(CompletableFuture<Void> gone) {
    stopped = gone;
    dozing = false;
    idleWatch.ifPresent(IdleWatch::end);
    promise.complete(new Outcome.Failed("the site was stopped"));
    door.refuse();
    candidate = null;
    current = null;
    Set.copyOf(alive).forEach(generation -> generation.handle(new Event.Stop()));
    completeStop();
  }

  /** Called whenever a generation got the requests. */
  private void watchUse(Generation generation) {
    idleWatch.ifPresent(IdleWatch::end);
    idleWatch =
        generation
            .site()
            .timeouts()
            .idle()
            .map(idle -> new IdleWatch(loop, door, idle, () -> unused(generation)));
  }

  /** Stops what nobody uses; a request that comes meanwhile waits for the next generation. */
  private void unused(Generation generation) {
    if (generation != current) {
      return;
    }
    if (candidate != null || generation.state() != State.READY) {
      watchUse(generation);
      return;
    }
    current = null;
    doze();
    generation.handle(new Event.Stop());
  }

  private void wake() {
    if (dozing) {
      begin(site, new CompletableFuture<>());
    }
  }

  private void completeStop() {
    if (stopped != null && alive.isEmpty()) {
      stopped.complete(null);
    }
  }

  private final class Switch implements Generation.Observer {
    @Override
    public void admitted(Generation generation, Endpoint endpoint) {
      if (generation == candidate) {
        candidate = null;
        door.admit(generation.site(), endpoint);
        takeOver(generation);
        watchUse(generation);
        Wear.watch(generation, loop, door);
        promise.complete(new Outcome.Ready(generation.number()));
      } else if (generation == current) {
        door.admit(generation.site(), endpoint);
        watchUse(generation);
        Wear.watch(generation, loop, door);
        promise.complete(new Outcome.Ready(generation.number()));
      }
    }

    @Override
    public void held(Generation generation) {
      if (generation == current) {
        door.hold();
      }
    }

    @Override
    public void refused(Generation generation, String reason) {
      if (generation == candidate) {
        abandon(generation, reason);
      } else if (generation == current) {
        door.refuse();
        promise.complete(new Outcome.Failed(reason));
      }
    }

    @Override
    public void worn(Generation generation, String why) {
      if (generation == current && candidate == null && generation.state() == State.READY) {
        begin(generation.site(), new CompletableFuture<>());
        Optional.ofNullable(candidate)
            .ifPresent(next ->
                next.came("it took the place of generation " + generation.number() + ": " + why));
      }
    }

    @Override
    public void released(Generation generation) {
      alive.remove(generation);
      completeStop();
    }
  }
}
