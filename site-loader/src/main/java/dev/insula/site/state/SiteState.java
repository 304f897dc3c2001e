package dev.insula.site.state;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The process-wide state of one generation of a site: what would be the operating system process's
 * and the JVM's, were the site alone.
 *
 * <p>Life: construct, {@link SiteRuntimeClasses#bind bind} to the site's loader, run the site's
 * code, {@link #runShutdownHooks}, {@link #release}. All methods may be called from any thread.
 */
public final class SiteState {
  private final SiteInputs inputs;
  private final SystemProperties properties;
  private final Streams streams;
  private final Locales locales;
  private final Zone zone;
  private final WorkingDirectory workingDirectory;
  private final ShutdownHooks hooks = new ShutdownHooks();
  private final ChildProcesses childProcesses;
  private final NativeLibraries nativeLibraries;
  private final Threads threads = new Threads(this);
  private final Reflection reflection = new Reflection(this);
  private final Logging logging = new Logging(this);
  private final Drivers drivers = new Drivers(this);
  private final UrlHandlers urlHandlers = new UrlHandlers(this);
  private final NetworkDefaults network = new NetworkDefaults();
  private final SharedWrites sharedWrites;
  private @Nullable Management management;
  private final AtomicReference<@Nullable ClassLoader> loader = new AtomicReference<>();
  private final AtomicReference<@Nullable Exit> exit = new AtomicReference<>();

  /** The state of a site that has not begun. */
  public SiteState(SiteInputs inputs) {
    this(inputs, SharedWriteRule.recorded(), _ -> {});
  }

  /**
   * The same, with a rule for what cannot be isolated.
   *
   * @param told told of each new place that writes it, on the thread that does; the site's {@code
   *     System.err} is told anyway
   */
  public SiteState(SiteInputs inputs, SharedWriteRule rule, Consumer<SharedWrite> told) {
    this.inputs = inputs;
    this.sharedWrites =
        new SharedWrites(
            inputs.name(),
            rule,
            write -> {
              inputs.err().println("insula: " + write.told());
              told.accept(write);
            });
    this.properties = new SystemProperties(inputs);
    this.streams = new Streams(inputs.out(), inputs.err());
    this.locales = new Locales(properties);
    this.zone = new Zone(properties, inputs.environment());
    this.workingDirectory = new WorkingDirectory(inputs.directory(), inputs.temporaryDirectory());
    this.childProcesses = new ChildProcesses(inputs.environment(), workingDirectory);
    this.nativeLibraries = new NativeLibraries(workingDirectory, properties);
  }

  /** The site's name. */
  public String name() {
    return inputs.name();
  }

  /** The site's working directory, absolute. */
  public Path directory() {
    return inputs.directory();
  }

  /** The whole environment, unmodifiable. */
  public Map<String, String> environment() {
    return inputs.environment();
  }

  /** System properties. */
  public SystemProperties properties() {
    return properties;
  }

  /** Standard streams. */
  public Streams streams() {
    return streams;
  }

  /** Default locales. */
  public Locales locales() {
    return locales;
  }

  /** Default time zone. */
  public Zone zone() {
    return zone;
  }

  /** What relative file names mean. */
  public WorkingDirectory workingDirectory() {
    return workingDirectory;
  }

  /** Shutdown hooks. */
  public ShutdownHooks hooks() {
    return hooks;
  }

  /** Processes that the site starts. */
  public ChildProcesses childProcesses() {
    return childProcesses;
  }

  /** Native libraries that the site loads. */
  public NativeLibraries nativeLibraries() {
    return nativeLibraries;
  }

  /** Context loader and uncaught exceptions. */
  public Threads threads() {
    return threads;
  }

  /** Reflection, method handles, classes defined at run time. */
  public Reflection reflection() {
    return reflection;
  }

  /** java.util.logging and System.Logger. */
  public Logging logging() {
    return logging;
  }

  /** JDBC drivers. */
  public Drivers drivers() {
    return drivers;
  }

  /** URL protocols. */
  public UrlHandlers urlHandlers() {
    return urlHandlers;
  }

  /** Defaults of network access. */
  public NetworkDefaults network() {
    return network;
  }

  /** The ledger of what it writes although the whole JVM shares it. */
  public SharedWrites sharedWrites() {
    return sharedWrites;
  }

  /** JMX; made when first asked for, since few sites do. */
  public synchronized Management management() {
    Management known = management;
    if (known == null) {
      known = new Management(this);
      management = known;
    }
    return known;
  }

  /** The loader of the site's classes. */
  public ClassLoader loader() {
    ClassLoader bound = loader.get();
    if (bound == null) {
      throw new IllegalStateException("Site " + name() + " has no class loader yet.");
    }
    return bound;
  }

  /** How the site ended itself; empty while it has not. */
  public Optional<Exit> exit() {
    return Optional.ofNullable(exit.get());
  }

  /**
   * What {@code System.exit} does in this site: marks the site as exited, tells the listener, and
   * throws. The first call wins; later ones only throw.
   *
   * @throws SiteExit always
   */
  public void exit(int status) {
    end(new Exit(status, false));
  }

  /** As {@link #exit(int)}, but no shutdown hook will run. */
  public void halt(int status) {
    end(new Exit(status, true));
  }

  private void end(Exit wanted) {
    if (exit.compareAndSet(null, wanted)) {
      inputs.exitListener().onExit(wanted.status());
    }
    throw new SiteExit(name(), wanted.status());
  }

  /**
   * What happens to a throwable that left a thread's {@code run}: the site's default uncaught
   * exception handler, else a stack trace on the site's {@code System.err}. {@link SiteExit} is
   * silent. For the {@code uncaughtException} of the site's {@code ThreadGroup}; never throws.
   */
  public void uncaught(Thread thread, Throwable thrown) {
    threads.handle(thread, thrown);
  }

  /**
   * Runs the site's shutdown hooks, all at once, as the JVM would; nothing after {@code halt}. From
   * then on the site can register none. Later calls run nothing.
   *
   * @param limit how long to wait for all of them together
   * @return the hooks that still ran when the time was over
   */
  public List<Thread> runShutdownHooks(Duration limit) {
    if (exit().filter(Exit::halted).isPresent()) {
      hooks.drop();
      return List.of();
    }
    return hooks.run(limit);
  }

  /**
   * Lets go of everything that would keep the site's loader alive or the JVM's tables filled:
   * drivers, MBeans, loggers and their handlers, handlers of uncaught exceptions, properties, files
   * marked for deletion. To be called once, after the site's threads have ended. Errors of the
   * site's own {@code close} methods are printed to the site's {@code System.err}.
   */
  public void release() {
    hooks.drop();
    drivers.release();
    synchronized (this) {
      if (management != null) {
        management.release();
      }
    }
    logging.release();
    urlHandlers.release();
    network.release();
    threads.release();
    workingDirectory.release(streams.err());
    streams.out().flush();
    streams.err().flush();
    properties.live().clear();
  }

  void bind(ClassLoader siteLoader) {
    if (!loader.compareAndSet(null, siteLoader)) {
      throw new IllegalStateException("Site " + name() + " already has a class loader.");
    }
  }
}
