package dev.insula.host;

import dev.insula.config.Manifest;
import dev.insula.config.SiteName;
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
import dev.insula.host.supervise.EventLoop;
import dev.insula.host.supervise.SiteKeeper;
import dev.insula.host.supervise.SiteStatus;
import dev.insula.host.systemd.ListenSockets;
import dev.insula.host.systemd.Pulse;
import dev.insula.host.systemd.ServiceManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The running daemon: puts the parts together, boots by reloading from the empty manifest. */
public final class Host implements ControlApi.House, AutoCloseable {
  private static final Logger LOG = Logger.getLogger("insula.host");

  /** How long the sites may take to end once no request is left. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(15);

  private final Path manifestFile;
  private final UnaryOperator<Manifest> adjust;
  private final SiteFiles files;
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

  private Host(
      Manifest manifest,
      UnaryOperator<Manifest> adjust,
      Convergence.Announcer announcer,
      Service service)
      throws IOException {
    this.manifestFile = manifest.file();
    this.manager = service.manager();
    this.adjust = adjust;
    this.files = SiteFiles.in(manifest.state());
    this.launchers = new SiteLaunchers(files);
    this.front = Front.open(files, service.sockets());
    var checked = new CheckedLauncher(launchers, files, front);
    this.convergence =
        new Convergence<>(loop, checked, front, announcer, Manifest.empty(manifest.file()));
  }

  /**
   * Starts everything that the manifest declares; returns when each site is ready or has failed.
   *
   * @param adjust applied to every manifest that is read, now and at reloads
   * @throws IOException if the host itself cannot work: no folder for its state, no listener
   */
  public static Host boot(
      Manifest manifest,
      UnaryOperator<Manifest> adjust,
      Convergence.Announcer announcer,
      Service service)
      throws IOException {
    var host = new Host(manifest, adjust, announcer, service);
    try {
      host.front.openControl(manifest.control(), new ControlApi(host));
      ReloadReport report = host.convergence.converge(adjust.apply(manifest));
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
    return Summary.of(
        running().sites().keySet().stream()
            .flatMap(name -> keeper(name).stream())
            .map(SiteKeeper::status)
            .map(CompletableFuture::join)
            .map(SiteStatus::state)
            .toList());
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
    return switch (ManifestReader.read(manifestFile)) {
      case Reading.Valid(Manifest manifest) ->
          new Reloaded.Converged(convergence.converge(adjust.apply(manifest)));
      case Reading.Invalid(var problems) -> new Reloaded.Faulty(problems + "\n");
    };
  }

  @Override
  public Path outputLog(SiteName site) {
    return files.outputLog(site.text());
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
  }
}
