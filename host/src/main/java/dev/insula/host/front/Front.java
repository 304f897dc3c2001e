package dev.insula.host.front;

import dev.insula.config.Listen;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.host.control.ControlApi;
import dev.insula.host.converge.Doors;
import dev.insula.host.hop.HopLanes;
import dev.insula.host.launch.Exposure;
import dev.insula.host.launch.SiteFiles;
import dev.insula.host.route.Routes;
import dev.insula.host.systemd.ListenSockets;
import dev.insula.site.RunningSite;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;
import org.xnio.nio.NioXnioProvider;
import org.xnio.nio.UdsSelfTest;

/** The front as a whole: I/O threads, listeners, the gate, the router, doors and logs. */
public final class Front implements Doors<SiteDoor>, Exposure, AutoCloseable {
  private static final Logger LOG = Logger.getLogger("insula.front");

  private final XnioWorker worker;
  private final SiteFiles files;
  private final Router router = new Router();
  private final TlsKeys keys = new TlsKeys();
  private final LogWriter logWriter;
  private final HopLanes lanes;
  private final EndpointHandlers handlers;
  private final Map<String, AccessLog> accessLogs = new ConcurrentHashMap<>();
  private final FrontListeners listeners;
  private @Nullable ControlListener control;

  private Front(XnioWorker worker, SiteFiles files, ListenSockets passed) {
    this.worker = worker;
    this.files = files;
    this.logWriter = new LogWriter(worker.getIoThreadCount());
    this.lanes = new HopLanes(worker);
    this.handlers = new EndpointHandlers(lanes, files.spool(), files.run());
    this.listeners = FrontListeners.ofPassed(worker, keys, router, passed);
  }

  /**
   * Starts the I/O threads; nothing listens yet.
   *
   * @param passed used instead of a new socket where they answer for the address
   * @throws IOException if this JVM's XNIO does not work with Unix sockets
   */
  public static Front open(SiteFiles files, ListenSockets passed) throws IOException {
    int ioThreads = Math.max(1, Runtime.getRuntime().availableProcessors());
    XnioWorker worker =
        // Not looked for in every jar of the class path.
        new NioXnioProvider()
            .getInstance()
            .createWorker(
                OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, ioThreads)
                    .set(Options.WORKER_TASK_CORE_THREADS, 2)
                    .set(Options.WORKER_TASK_MAX_THREADS, 64)
                    .set(Options.WORKER_NAME, "insula")
                    .set(Options.THREAD_DAEMON, true)
                    .set(Options.TCP_NODELAY, true)
                    .getMap());
    UdsSelfTest.run(worker, files.run());
    return new Front(worker, files, passed);
  }

  /** The I/O threads, for one who wants to know whether each of them makes progress. */
  public List<Executor> ioThreads() {
    return IntStream.range(0, worker.getIoThreadCount())
        .<Executor>mapToObj(worker::getIoThread)
        .toList();
  }

  /** Serves the control API on this socket, with the owner's rights only. */
  public void openControl(Path socket, ControlApi api) throws IOException {
    control = ControlListener.open(worker, socket, api);
  }

  /** What sites in this JVM throw is shown to their clients from now on: for development. */
  public void showTraces() {
    handlers.showTraces();
  }

  @Override
  public SiteDoor open(Site site) {
    return new SiteDoor(site, handlers, accessLog(site));
  }

  @Override
  public Closeable expose(RunningSite site, Path socket) throws IOException {
    return ExposedSite.open(worker, site, socket);
  }

  private AccessLog accessLog(Site site) {
    return accessLogs.computeIfAbsent(
        site.name().text(), name -> logWriter.log(files.accessLog(name)));
  }

  @Override
  public void configure(SiteDoor door, Site site) {
    door.configure(site);
  }

  @Override
  public void publish(Routes<SiteDoor> routes) {
    router.publish(routes);
  }

  @Override
  public void listen(Manifest manifest) throws IOException {
    // Before the listeners, so that the first client of a new one finds them.
    keys.publish(FrontPolicy.tls(manifest));
    listeners.change(
        manifest.listen().stream().map(Front::address).toList(), FrontPolicy.gate(manifest));
    router.httpsPort(
        listeners.bound().stream()
            .filter(ListenAddress::tls)
            .mapToInt(bound -> bound.socket().getPort())
            .findFirst()
            .orElse(HttpsRedirect.USUAL_PORT));
  }

  /** The addresses that are listened on, as URLs with their real ports. */
  public List<String> addresses() {
    return listeners.bound().stream().map(ListenAddress::toString).toList();
  }

  private static ListenAddress address(Listen listen) {
    return new ListenAddress(
        listen.isSecure(), new InetSocketAddress(listen.host(), listen.port()));
  }

  /** Takes no new connection, and lets requests in flight end for at most this long. Blocks. */
  public void drain(Duration patience) {
    listeners.close(patience);
  }

  /** Ends the I/O threads and writes what is left of the logs. */
  @Override
  public void close() {
    Optional.ofNullable(control).ifPresent(Front::closeControl);
    lanes.close();
    logWriter.close();
    worker.shutdown();
  }

  private static void closeControl(ControlListener open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.warnf("The control socket was not closed cleanly: %s", e.getMessage());
    }
  }
}
