package dev.insula.site;

import dev.insula.site.clean.CleanReport;
import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A started generation of a site. Made by {@link SiteJvm#start}. */
public final class RunningSite {
  /** How long hooks and threads may take to end once the requests have. */
  private static final Duration CLEAN_UP = Duration.ofSeconds(5);

  private final SharedParts shared;
  private final SiteDefinition definition;
  private final String handlerType;
  private final SiteEntry entry;
  private final Optional<Path> socket;
  private final Optional<String> server;
  private final boolean listens;
  private final AtomicReference<SiteStart.@Nullable Started> site;
  private @Nullable StopReport report;

  private RunningSite(
      SharedParts shared, SiteDefinition definition, SiteStart.Started started, SiteEntry entry) {
    this.shared = shared;
    this.definition = definition;
    this.handlerType = started.served().type();
    this.entry = entry;
    this.socket = started.container().map(ServletContainer::socket);
    this.server = started.container().map(_ -> started.application().toString());
    this.listens = socket.isPresent() || started.application() instanceof ListeningMain;
    this.site = new AtomicReference<>(started);
  }

  static RunningSite start(
      SharedParts shared, SiteDefinition site, SiteOutput output, SiteListener listener)
      throws SiteStartException {
    SiteEntry entry = new SiteEntry();
    ExitWatch exits = new ExitWatch(site.name(), entry, listener);
    SiteStart.Started started =
        new SiteStart(shared, site, output).start(exits, listener::wroteShared);
    entry.open(started.served().handler());
    exits.started();
    return new RunningSite(shared, site, started, entry);
  }

  /** What the site was started from. */
  public SiteDefinition definition() {
    return definition;
  }

  /** Which of the standard handler types the application object is, by its full name. */
  public String handlerType() {
    return handlerType;
  }

  /**
   * Answers the site's requests; to be called on an I/O thread. Once the site has stopped or ended
   * itself, every request is answered 503; the handler may be kept and holds nothing of the site
   * then.
   */
  public HttpHandler handler() {
    return entry;
  }

  /**
   * Where the site listens by itself, in place of {@link #handler}; only a servlet container does.
   */
  public Optional<Path> socket() {
    return socket;
  }

  /** Whether nothing comes to {@link #handler}, as the site listens by itself. */
  public boolean listens() {
    return listens;
  }

  /** What serves the site, with its version, if it is not the host. */
  public Optional<String> server() {
    return server;
  }

  /** How many requests are being answered now. */
  public int requestsInFlight() {
    return entry.inFlight().count();
  }

  /**
   * Stops the site: refuses new requests, waits at most this long for those being answered, then
   * ends all that the site has begun and lets go of its classes. Later calls wait for the first one
   * and return its report. Blocks; never call it on an I/O thread or a thread of the site.
   */
  public synchronized StopReport stop(Duration drain) {
    StopReport known = report;
    if (known != null) {
      return known;
    }
    long begun = System.nanoTime();
    entry.shut();
    boolean drained = drained(drain);
    int cut = drained ? 0 : entry.inFlight().count();
    entry.forget();
    SiteStart.Started running = site.getAndSet(null);
    if (running == null) {
      throw new IllegalStateException("Site " + definition.name() + " was stopped twice.");
    }
    SiteStop stop = new SiteStop(shared, definition, running.parts());
    if (running.container().isPresent()) {
      cut += stop.stopContainer(running.application(), drain, CLEAN_UP);
    } else {
      running.mounted().forEach(mounted -> stop.close(mounted, CLEAN_UP));
      stop.close(running.application(), CLEAN_UP);
    }
    CleanReport cleaned = stop.stop(CLEAN_UP);
    StopReport made =
        new StopReport(
            cut,
            cleaned.cleaned(),
            cleaned.leftBehind(),
            Duration.ofNanos(System.nanoTime() - begun));
    report = made;
    return made;
  }

  private boolean drained(Duration limit) {
    try {
      return entry.inFlight().awaitEmpty(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
