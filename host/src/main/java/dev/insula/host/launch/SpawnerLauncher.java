package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Usage;
import dev.insula.spawner.client.Running;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerListener;
import dev.insula.spawner.client.Started;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts sites by naming them to the spawner, which knows from root-owned plans what they are. If
 * the spawner dies, its sites die with it; the next start connects to the next spawner.
 */
public final class SpawnerLauncher implements Launcher {
  private static final Logger LOG = Logger.getLogger("insula.launch");
  private static final int KILLED = 137;
  private static final long PAUSE = Duration.ofMillis(20).toNanos();

  /** How long a spawner that was killed may take until its successor takes orders. */
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private final Path socket;
  private final Map<Name, SpawnedSite> running = new ConcurrentHashMap<>();
  private final Map<String, Running> left = new ConcurrentHashMap<>();
  private final Map<String, String> marks = new ConcurrentHashMap<>();

  private final SpawnedMemory memory = new SpawnedMemory(() -> client().list());

  /** No two starts share a number, not even those of two hosts after each other. */
  private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());

  private @Nullable SpawnerClient client;

  private record Name(String site, long number) {}

  private SpawnerLauncher(Path socket) {
    this.socket = socket;
  }

  /**
   * Connects, and finds what an earlier front has left running.
   *
   * @throws IOException if no spawner listens there, or it does not take orders from this user
   */
  public static SpawnerLauncher connect(Path socket) throws IOException {
    var launcher = new SpawnerLauncher(socket);
    SpawnerClient client = launcher.client();
    for (Running found : client.list()) {
      // The clock may have been set back since those were given.
      launcher.numbers.accumulateAndGet(found.generation(), Math::max);
      if (found.state() == Running.State.READY && !launcher.left.containsKey(found.site())) {
        launcher.left.put(found.site(), found);
      } else {
        client.kill(found.site(), found.generation());
      }
    }
    return launcher;
  }

  private synchronized SpawnerClient client() throws IOException {
    SpawnerClient known = client;
    if (known == null) {
      known = connectPatiently();
      client = known;
    }
    return known;
  }

  private SpawnerClient connectPatiently() throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        return SpawnerClient.connect(socket, new Ear());
      } catch (SocketException e) {
        if (System.nanoTime() > end) {
          throw new IOException("no spawner listens on " + socket + ": " + e.getMessage(), e);
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private synchronized void forgetClient() {
    client = null;
  }

  @Override
  public Launched launch(Order order, Listener listener) {
    var launched = new Pending(listener);
    Thread.ofVirtual()
        .name("insula-spawned-" + order.site().name())
        .start(() -> start(order.site(), launched));
    return launched;
  }

  private void start(Site declared, Pending pending) {
    String name = declared.name().text();
    try {
      SpawnerClient spawner = client();
      Optional<Running> found = adopted(name, spawner);
      long number = found.map(Running::generation).orElseGet(numbers::incrementAndGet);
      var site = new SpawnedSite(declared, number, spawner, pending.listener);
      // Before the start: an event may be heard before its answer was looked at.
      running.put(new Name(name, number), site);
      pending.begun(site);
      Started started = found.isPresent() ? found.get().started() : started(name, number, spawner);
      marks.put(name, started.planMark());
      found.ifPresent(there -> site.hear(there.ready()));
      memory.watch(declared, number, site);
      site.attend(started);
      memory.forget(number);
      running.remove(new Name(name, number));
    } catch (IOException e) {
      pending.failed("it cannot be started: " + e.getMessage());
    }
  }

  private Started started(String name, long number, SpawnerClient spawner) throws IOException {
    try {
      return spawner.start(name, number);
    } catch (IOException e) {
      running.remove(new Name(name, number));
      throw e;
    }
  }

  /** What an earlier front has left, if a start would be the same. */
  private Optional<Running> adopted(String name, SpawnerClient spawner) throws IOException {
    Running found = left.remove(name);
    if (found == null) {
      return Optional.empty();
    }
    if (spawner.mark(name).equals(found.started().planMark())) {
      LOG.infof("%s runs already and is taken over (process %d)", name, found.started().pid());
      return Optional.of(found);
    }
    spawner.stop(name, found.generation(), 0);
    return Optional.empty();
  }

  /** Ends what an earlier front has left and nobody has asked for. */
  void endLeftovers() {
    for (String name : List.copyOf(left.keySet())) {
      Running found = left.remove(name);
      try {
        if (found != null) {
          client().kill(name, found.generation());
        }
      } catch (IOException e) {
        LOG.debugf("%s: %s", name, e.getMessage());
      }
    }
  }

  /** Lets root's program bring the plans up to date; a sentence if it could not. */
  Optional<String> applyPlans() {
    try {
      client().apply();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What the sites use now, each in its newest generation; nothing if the spawner is gone. */
  Map<SiteName, Usage> usage() {
    Map<SiteName, Usage> usage = new HashMap<>();
    try {
      // In the order of the numbers, so the newest comes last.
      for (Running found : client().list()) {
        usage.put(new SiteName(found.site()), new Usage(found.memory(), found.tasks()));
      }
    } catch (IOException e) {
      LOG.debugf("The spawner does not say what its sites use: %s", e.getMessage());
    }
    return usage;
  }

  /** Whether a start of the site would now be another one than the last. */
  boolean changedBeneath(String site) {
    String last = marks.get(site);
    try {
      return last != null && !client().mark(site).equals(last);
    } catch (IOException e) {
      LOG.debugf("%s: %s", site, e.getMessage());
      return false;
    }
  }

  /** A start whose site is not known to the spawner yet. */
  private static final class Pending implements Launched {
    private final Listener listener;
    private @Nullable SpawnedSite site;
    private boolean ended;
    private boolean failed;

    Pending(Listener listener) {
      this.listener = listener;
    }

    synchronized void begun(SpawnedSite begun) {
      site = begun;
      if (ended) {
        begun.terminate();
      }
    }

    synchronized void failed(String message) {
      failed = true;
      listener.failed(message);
    }

    @Override
    public synchronized void terminate() {
      ended = true;
      if (failed) {
        listener.exited(1);
      } else if (site != null) {
        site.terminate();
      }
    }

    @Override
    public synchronized void kill() {
      ended = true;
      if (failed) {
        listener.exited(1);
      } else if (site != null) {
        site.kill();
      }
    }
  }

  private final class Ear implements SpawnerListener {
    private Optional<SpawnedSite> of(String site, long number) {
      return Optional.ofNullable(running.get(new Name(site, number)));
    }

    @Override
    public void status(String site, long number, String line) {
      of(site, number).ifPresent(spawned -> spawned.hear(line));
    }

    @Override
    public void killedForMemory(String site, long number, long processes) {
      of(site, number).ifPresent(spawned -> spawned.killedForMemory(processes));
    }

    @Override
    public void exited(String site, long number, int status, long oomKills) {
      of(site, number).ifPresent(spawned -> spawned.exited(status));
    }

    @Override
    public void disconnected(String reason) {
      LOG.errorf("The spawner is gone, and its sites with it: %s", reason);
      forgetClient();
      running.values().forEach(site -> site.exited(KILLED));
    }
  }
}
