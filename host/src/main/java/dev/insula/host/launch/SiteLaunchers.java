package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Chooses, by application object and isolation, how a site is started. */
public final class SiteLaunchers implements Launcher {
  private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(10);

  private final JavaxMigration migration;
  private final InThisJvm inThisJvm;
  private final JavaDaemon javaDaemon;
  private final PythonLauncher python;
  private final ProgramLauncher programs;
  private final BootLauncher boot;
  private final GroupLauncher groups;
  private final Optional<SpawnerLauncher> spawner;
  private final Map<SiteName, Map<String, String>> secrets = new ConcurrentHashMap<>();

  /** Launchers that keep what they need below these folders. */
  public SiteLaunchers(SiteFiles files, Optional<SpawnerLauncher> spawner) {
    this.spawner = spawner;
    var ports = new FreePorts();
    inThisJvm = new InThisJvm(files, ports);
    javaDaemon = new JavaDaemon(files);
    python = new PythonLauncher(files);
    migration = new JavaxMigration(files.jars());
    programs = new ProgramLauncher(files, ports, new Lifeline());
    boot = new BootLauncher(files, programs);
    groups = new GroupLauncher(files, ports);
  }

  /** How many stopped generations of this site still have their classes in this JVM's memory. */
  public int leftInMemory(SiteName site) {
    return inThisJvm.jvm().leaks().alivePerSite().getOrDefault(site.text(), 0);
  }

  /** What keeps stopped generations of this site in this JVM's memory, one sentence each. */
  public List<String> heldInMemory(SiteName site) {
    return inThisJvm.unloads().notes(site.text());
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
    return OldWars.of(site).isEmpty() ? Duration.ZERO : LONGEST_MIGRATION;
  }

  /** Whether the spawner runs the site, as a user of the site's own. */
  public boolean isSpawned(Site site) {
    return spawner.isPresent() && isStarted(site) && site.isolation() == Isolation.PROCESS;
  }

  private static boolean isStarted(Site site) {
    return site.application().kind() != Application.Kind.FRONT;
  }

  /** Lets root's program bring the spawner's plans up to date; a sentence if it could not. */
  public Optional<String> applyPlans() {
    return spawner.flatMap(SpawnerLauncher::applyPlans);
  }

  /** What sites use that run as users of their own. May wait for the spawner's answer. */
  public Map<SiteName, Usage> usage() {
    return spawner.map(SpawnerLauncher::usage).orElse(Map.of());
  }

  /** To be called when every site of the manifest was started once. */
  public void settled() {
    spawner.ifPresent(SpawnerLauncher::endLeftovers);
  }

  @Override
  public boolean changedBeneath(Site site) {
    if (isSpawned(site)) {
      return spawner.filter(s -> s.changedBeneath(site.name().text())).isPresent();
    }
    Map<String, String> last = secrets.get(site.name());
    try {
      return last != null && !last.equals(SecretFiles.of(site));
    } catch (IOException e) {
      // The start will say so, and the old generation serves on.
      return true;
    }
  }

  private Launched begin(Order order, Listener listener) throws IOException {
    Site site = order.site();
    if (spawner.isPresent() && isSpawned(site)) {
      return spawner.get().launch(order, listener);
    }
    if (site.user().isPresent()) {
      throw new IOException(
          "it is to run as %s, which only the spawner can do; start Insula as root"
              .formatted(site.user().get()));
    }
    secrets.put(site.name(), SecretFiles.of(site));
    if (!OldWars.of(site).isEmpty()) {
      return MigratedStart.begin(migration, this, order, listener);
    }
    if (site.processGroup().isPresent()) {
      return groups.launch(order, site.processGroup().get(), listener);
    }
    return switch (order.site().application()) {
      case Application.Wsgi _, Application.WsgiDjango _ -> python.launch(order, listener);
      case Application.JavaObject _, Application.War _ ->
          order.site().isolation() == Isolation.CLASSLOADER
              ? inThisJvm.launch(order, listener)
              : DaemonProcess.start(javaDaemon.command(order), listener);
      case Application.StaticFolder _, Application.Redirect _, Application.Proxy _ ->
          inTheFront(order, listener);
      case Application.Command command -> programs.launch(order, command, listener);
      case Application.Boot(Path jar) ->
          order.site().isolation() == Isolation.CLASSLOADER
              ? inThisJvm.launchBoot(order, listener)
              : boot.launch(order, jar, listener);
    };
  }

  /** Nothing is started: the front answers by itself, or passes on. */
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
