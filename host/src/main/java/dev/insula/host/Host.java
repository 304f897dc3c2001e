package dev.insula.host;

import dev.insula.config.Manifest;
import dev.insula.config.SiteName;
import dev.insula.config.read.KnownFiles;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.host.control.ControlApi;
import dev.insula.host.control.ControlApi.Reloaded;
import dev.insula.host.converge.Convergence;
import dev.insula.host.converge.ReloadReport;
import dev.insula.host.front.Front;
import dev.insula.host.front.SiteDoor;
import dev.insula.host.launch.CheckedLauncher;
import dev.insula.host.launch.SiteFiles;
import dev.insula.host.launch.SiteLaunchers;
import dev.insula.host.launch.SpawnedGroup;
import dev.insula.host.launch.SpawnerLauncher;
import dev.insula.host.supervise.EventLoop;
import dev.insula.host.supervise.SiteKeeper;
import dev.insula.host.supervise.SiteStatus;
import dev.insula.host.supervise.Usage;
import dev.insula.host.systemd.ListenSockets;
import dev.insula.host.systemd.Pulse;
import dev.insula.host.systemd.ServiceManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The running daemon: puts the parts together, boots by reloading from the empty manifest. */
public final class Host implements ControlApi.House, AutoCloseable {
  private static final Logger LOG = Logger.getLogger("insula.host");

  /** How long the sites may take to end once no request is left. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(15);

  private final Path manifestFile;
  private final KnownFiles known;
  private final UnaryOperator<Manifest> adjust;
  private final Optional<Privileged> privileged;
  private final SiteFiles files;
  private final PlansStamp stamp;
  private final EventLoop loop = new EventLoop();
  private final SiteLaunchers launchers;
  private final Front front;
  private final Convergence<SiteDoor> convergence;
  private final ServiceManager manager;
  private @Nullable Pulse pulse;

  /**
   * What the host is given by the service manager that started it.
   *
   * @param sockets used for the addresses of the manifest that they answer for
   */
  public record Service(ServiceManager manager, ListenSockets sockets) {
    /** The host was started by hand. */
    public static Service none() {
      return new Service(ServiceManager.none(), ListenSockets.none());
    }
  }

  /**
   * What the host begins with.
   *
   * @param known the included files as they were when this manifest was read
   * @param adjust applied to every manifest that is read, now and at reloads
   */
  public record Wanted(Manifest manifest, KnownFiles known, UnaryOperator<Manifest> adjust) {}

  private Host(
      Wanted wanted,
      Convergence.Announcer announcer,
      Service service,
      Optional<Privileged> privileged)
      throws IOException {
    Manifest manifest = wanted.manifest();
    this.manifestFile = manifest.file();
    this.manager = service.manager();
    this.known = wanted.known();
    this.adjust = wanted.adjust();
    this.files = SiteFiles.in(manifest.state());
    this.stamp = new PlansStamp(manifest.state().resolve("applied"));
    this.privileged = privileged;
    this.launchers = new SiteLaunchers(files, connect(privileged));
    this.front = Front.open(files, service.sockets());
    var checked = new CheckedLauncher(launchers, files, front);
    this.convergence =
        new Convergence<>(loop, checked, front, announcer, Manifest.empty(manifest.file()));
  }

  /**
   * Starts everything that the manifest declares; returns when each site is ready or has failed.
   *
   * @param privileged who starts daemon processes as users of their own; empty if this process
   *     starts everything as its own user
   * @throws IOException if the host itself cannot work: no folder for its state, no listener
   */
  public static Host boot(
      Wanted wanted,
      Convergence.Announcer announcer,
      Service service,
      Optional<Privileged> privileged)
      throws IOException {
    return booted(new Host(wanted, announcer, service, privileged), wanted.manifest(), service);
  }

  private static Host booted(Host host, Manifest manifest, Service service) throws IOException {
    try {
      host.front.openControl(manifest.control(), new ControlApi(host));
      host.preparePlans(manifest);
      ReloadReport report = host.convergence.converge(host.adjust.apply(manifest));
      host.launchers.settled();
      if (!report.warnings().isEmpty()) {
        throw new IOException(String.join("; ", report.warnings()));
      }
      service.sockets().unclaimed().forEach(Host::warnOfUnclaimed);
      host.manager.ready(host.summary());
      host.beginPulse();
    } catch (IOException e) {
      host.close();
      throw e;
    }
    return host;
  }

  /**
   * The spawner that this host gives its orders to.
   *
   * @param socket where it listens
   * @param logs the folder where it keeps what sites print
   * @param applies whether its plans may be older than the manifest when the host boots
   */
  public record Privileged(Path socket, Path logs, boolean applies) {}

  /** Old plans are better than no sites, so a failure is told and no more. */
  private void preparePlans(Manifest manifest) {
    if (privileged.filter(Privileged::applies).isPresent() && !stamp.isOf(manifest)) {
      launchers
          .applyPlans()
          .ifPresentOrElse(
              problem -> LOG.errorf("The sites' plans could not be renewed: %s", problem),
              () -> stamp.put(manifest));
    }
  }

  private static Optional<SpawnerLauncher> connect(Optional<Privileged> privileged)
      throws IOException {
    return privileged.isPresent()
        ? Optional.of(SpawnerLauncher.connect(privileged.get().socket()))
        : Optional.empty();
  }

  /**
   * The same for a developer: what a site's code throws is shown to its clients.
   *
   * @throws IOException if the host itself cannot work
   */
  public static Host develop(Manifest manifest, Convergence.Announcer announcer)
      throws IOException {
    var wanted = new Wanted(manifest, new KnownFiles(), UnaryOperator.identity());
    var host = new Host(wanted, announcer, Service.none(), Optional.empty());
    host.front.showTraces();
    return booted(host, manifest, Service.none());
  }

  /** Answers all of a site's requests with this page until a generation of it is ready again. */
  public void show(SiteName site, String html) {
    convergence
        .keeper(site)
        .map(SiteKeeper::door)
        .filter(SiteDoor.class::isInstance)
        .ifPresent(door -> loop.execute(() -> ((SiteDoor) door).show(html)));
  }

  /** The addresses that are listened on, as URLs with their real ports. */
  public List<String> addresses() {
    return front.addresses();
  }

  @Override
  public Manifest running() {
    return convergence.running();
  }

  @Override
  public Optional<SiteKeeper> keeper(SiteName site) {
    return convergence.keeper(site);
  }

  @Override
  public int leftInMemory(SiteName site) {
    return launchers.leftInMemory(site);
  }

  @Override
  public Map<SiteName, Usage> usage() {
    return launchers.usage();
  }

  private static void warnOfUnclaimed(InetSocketAddress address) {
    LOG.warnf(
        "systemd passed a socket for %s, but the manifest does not listen there: clients would wait"
            + " for ever. Add it to listen:, or take it out of insula.socket.",
        address);
  }

  private void beginPulse() {
    List<Executor> vital = new ArrayList<>(front.ioThreads());
    vital.add(loop);
    pulse = Pulse.start(manager, vital, this::summary);
  }

  /** How the sites are, in one line: {@code 12 sites ready, 1 failed}. Blocks shortly. */
  private String summary() {
    Stream<SiteKeeper> keepers =
        running().sites().keySet().stream().flatMap(name -> keeper(name).stream());
    return Summary.of(SiteKeeper.statuses(keepers).stream().map(SiteStatus::word).toList());
  }

  @Override
  public List<String> heldInMemory(SiteName site) {
    return launchers.heldInMemory(site);
  }

  @Override
  public Reloaded reload() {
    manager.reloading();
    try {
      return readAndConverge();
    } finally {
      manager.ready(summary());
    }
  }

  private Reloaded readAndConverge() {
    return switch (ManifestReader.read(manifestFile, known)) {
      case Reading.Valid(Manifest manifest) ->
          launchers
              .applyPlans()
              .<Reloaded>map(problem -> new Reloaded.Faulty(problem + "\n"))
              .orElseGet(() -> converge(manifest));
      case Reading.Invalid(var problems) -> new Reloaded.Faulty(problems + "\n");
    };
  }

  private Reloaded converge(Manifest manifest) {
    if (privileged.isPresent()) {
      stamp.put(manifest);
    }
    manifest.delegated().refusals().forEach(LOG::warn);
    return new Reloaded.Converged(convergence.converge(adjust.apply(manifest)));
  }

  @Override
  public Path outputLog(SiteName site) {
    return privileged
        .filter(_ -> running().site(site).filter(launchers::isSpawned).isPresent())
        .map(there -> there.logs().resolve(spawnedLog(site)))
        .orElseGet(() -> files.outputLog(site.text()));
  }

  /** Sites in one process have one log. */
  private String spawnedLog(SiteName name) {
    return running().site(name).map(SpawnedGroup::logName).orElse(name.text() + ".log");
  }

  @Override
  public Path accessLog(SiteName site) {
    return files.accessLog(site.text());
  }

  /**
   * Takes no new connection, finishes requests, stops every site. Blocks until all that is done.
   */
  @Override
  public void close() {
    manager.stopping();
    Optional.ofNullable(pulse).ifPresent(Pulse::close);
    Duration longestDrain =
        running().sites().values().stream()
            .map(site -> site.timeouts().drain())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    front.drain(longestDrain);
    try {
      convergence.stopAll().get(STOP_MARGIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("Not every site stopped in time: %s", e);
    }
    front.close();
    loop.close();
    try {
      files.release();
    } catch (IOException e) {
      LOG.warnf("The state folder was not let go of: %s", e.getMessage());
    }
  }
}
