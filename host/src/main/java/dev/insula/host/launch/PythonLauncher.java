package dev.insula.host.launch;

import dev.insula.config.Python;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts WSGI sites: forked from a zygote where that is sound, else as programs of their own.
 *
 * <p>A site is forked when it asks for no other server and runs on the system's packages; what a
 * virtual environment holds would have to be imported for it alone. Nor is one in which Java
 * applications are mounted: beside a JVM nothing would be saved.
 */
final class PythonLauncher {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private final SiteFiles files;
  private final PythonDaemon daemon;
  private final Map<Path, Zygote> zygotes = new HashMap<>();

  PythonLauncher(SiteFiles files) {
    this.files = files;
    this.daemon = new PythonDaemon(files);
  }

  Launcher.Launched launch(Launcher.Order order, Launcher.Listener listener) throws IOException {
    DaemonCommand command = daemon.command(order);
    if (!isForked(order.site())) {
      return DaemonProcess.start(command, listener);
    }
    var forked = new Forked(order, command, listener);
    forked.fork();
    return forked;
  }

  private static boolean isForked(Site site) {
    return site.python().server() == Python.Server.LEAN
        && site.python().venv().isEmpty()
        && site.mountedJava().isEmpty();
  }

  /** Null when none can be started, which is no reason not to start the site. */
  private synchronized @Nullable Zygote zygote(Path interpreter) {
    Zygote known = zygotes.get(interpreter);
    if (known != null && known.isAlive()) {
      return known;
    }
    try {
      Zygote started =
          Zygote.start(interpreter, daemon.insulaWsgi(), files.zygoteLog(), files.cache());
      zygotes.put(interpreter, started);
      return started;
    } catch (IOException e) {
      LOG.warnf("No zygote for %s, so its sites need more memory: %s", interpreter, e.getMessage());
      return null;
    }
  }

  private synchronized void retire(Path interpreter, Zygote stale) {
    zygotes.remove(interpreter, stale);
    stale.retire();
  }

  /** A site from a zygote; one of its own program, where no zygote can fork it. */
  private final class Forked implements Launcher.Launched, ZygoteSite.Otherwise {
    private final Launcher.Order order;
    private final DaemonCommand command;
    private final Launcher.Listener listener;
    private volatile Launcher.@Nullable Launched current;
    private volatile boolean terminated;

    Forked(Launcher.Order order, DaemonCommand command, Launcher.Listener listener) {
      this.order = order;
      this.command = command;
      this.listener = listener;
    }

    /** A zygote that was found must not be retired before it has this site. */
    void fork() throws IOException {
      synchronized (PythonLauncher.this) {
        Zygote zygote = zygote(interpreter());
        if (zygote != null) {
          var site = new ZygoteSite(zygote, command, listener, this);
          current = site;
          zygote.fork(order, command, site);
          return;
        }
      }
      current = DaemonProcess.start(command, listener);
    }

    private Path interpreter() {
      return order.site().python().interpreter();
    }

    @Override
    public void byExec() {
      begin(() -> current = DaemonProcess.start(command, listener));
    }

    @Override
    public void byAnother(Zygote stale) {
      retire(interpreter(), stale);
      begin(this::fork);
    }

    private void begin(Start start) {
      try {
        start.start();
      } catch (IOException e) {
        listener.failed("it cannot be started: " + e.getMessage());
      }
      if (terminated) {
        terminate();
      }
    }

    @Override
    public void terminate() {
      terminated = true;
      now().terminate();
    }

    @Override
    public void kill() {
      now().kill();
    }

    private Launcher.Launched now() {
      Launcher.Launched launched = current;
      if (launched == null) {
        throw new IllegalStateException("neither forked nor started");
      }
      return launched;
    }
  }

  private interface Start {
    void start() throws IOException;
  }
}
