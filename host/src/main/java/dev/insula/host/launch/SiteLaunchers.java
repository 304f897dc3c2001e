package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Chooses, by application object and isolation, how a site is started. */
public final class SiteLaunchers implements Launcher {
  private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(10);

  private final JavaxMigration migration;
  private final InThisJvm inThisJvm;
  private final JavaDaemon javaDaemon;
  private final PythonLauncher python;
  private final ProgramLauncher programs;

  /** Launchers that keep what they need below these folders. */
  public SiteLaunchers(SiteFiles files) {
    inThisJvm = new InThisJvm(files);
    javaDaemon = new JavaDaemon(files);
    python = new PythonLauncher(files);
    migration = new JavaxMigration(files.jars());
    programs = new ProgramLauncher(files, new FreePorts(), new Lifeline());
  }

  /** How many stopped generations of this site still have their classes in this JVM's memory. */
  public int leftInMemory(SiteName site) {
    return inThisJvm.jvm().leaks().alivePerSite().getOrDefault(site.text(), 0);
  }

  @Override
  public Launched launch(Order order, Listener listener) {
    try {
      return begin(order, listener);
    } catch (IOException | UncheckedIOException e) {
      listener.failed("it cannot be started: " + e.getMessage());
      return new NotLaunched(listener, 1);
    }
  }

  /** Web applications may have to be migrated first, which takes a minute or more. */
  @Override
  public Duration preparation(Site site) {
    return MigratedStart.isNeeded(site) ? LONGEST_MIGRATION : Duration.ZERO;
  }

  private Launched begin(Order order, Listener listener) throws IOException {
    if (MigratedStart.isNeeded(order.site())) {
      return MigratedStart.begin(migration, this, order, listener);
    }
    return switch (order.site().application()) {
      case Application.Wsgi _, Application.WsgiDjango _ -> python.launch(order, listener);
      case Application.JavaObject _, Application.War _ ->
          order.site().isolation() == Isolation.CLASSLOADER
              ? inThisJvm.launch(order, listener)
              : DaemonProcess.start(javaDaemon.command(order), listener);
      case Application.StaticFolder _, Application.Redirect _ -> inTheFront(order, listener);
      case Application.Command command -> programs.launch(order, command, listener);
      case Application.Boot _, Application.Proxy _ ->
          throw new IOException("this kind of application object is not available yet");
    };
  }

  /** Nothing is started: the front answers by itself. */
  private static Launched inTheFront(Order order, Listener listener) {
    listener.ready(
        new Endpoint.InTheFront(order.generation(), order.site().application()),
        new Vitals("insula", List.of()));
    return new NotLaunched(listener, 0);
  }

  /** Stands for a start that began nothing that could be ended. */
  private record NotLaunched(Listener listener, int status) implements Launched {
    @Override
    public void terminate() {
      listener.exited(status);
    }

    @Override
    public void kill() {
      listener.exited(status);
    }
  }
}
