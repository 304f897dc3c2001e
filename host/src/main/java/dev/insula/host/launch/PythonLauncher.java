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
    Zygote zygote = isForked(order.site()) ? zygote(order.site().python().interpreter()) : null;
    if (zygote == null) {
      return DaemonProcess.start(command, listener);
    }
    var exec = new Exec(command, listener);
    var site = new ZygoteSite(zygote, command, listener, exec::start);
    exec.forked = site;
    zygote.fork(order, command, site);
    return exec;
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

  /** A forked site that may turn into one of its own program, when the zygote cannot fork it. */
  private static final class Exec implements Launcher.Launched {
    private final DaemonCommand command;
    private final Launcher.Listener listener;
    private volatile Launcher.@Nullable Launched forked;
    private volatile @Nullable DaemonProcess process;

    Exec(DaemonCommand command, Launcher.Listener listener) {
      this.command = command;
      this.listener = listener;
    }

    void start() {
      try {
        process = DaemonProcess.start(command, listener);
      } catch (IOException e) {
        listener.failed("it cannot be started: " + e.getMessage());
      }
    }

    private Launcher.Launched current() {
      Launcher.Launched now = process;
      Launcher.Launched before = forked;
      if (now != null) {
        return now;
      }
      if (before == null) {
        throw new IllegalStateException("neither forked nor started");
      }
      return before;
    }

    @Override
    public void terminate() {
      current().terminate();
    }

    @Override
    public void kill() {
      current().kill();
    }
  }
}
