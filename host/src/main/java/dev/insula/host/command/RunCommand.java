package dev.insula.host.command;

import dev.insula.config.Listen;
import dev.insula.config.Manifest;
import dev.insula.config.SiteName;
import dev.insula.config.read.KnownFiles;
import dev.insula.host.Host;
import dev.insula.host.apply.Layout;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.control.ControlApi.Reloaded;
import dev.insula.host.supervise.Outcome;
import dev.insula.host.systemd.ListenSockets;
import dev.insula.host.systemd.ServiceManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description =
        "Runs the host in the foreground. SIGHUP reloads; SIGTERM and SIGINT finish what is in"
            + " flight and stop.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MANIFEST",
      description = "Default: insula.yaml, then /etc/insula/insula.yaml.")
  private @Nullable Path named;

  @Option(
      names = "--listen",
      paramLabel = "URL",
      description = "Replaces the manifest's listeners; port 0 takes a free port.")
  private List<String> listen = List.of();

  @Option(
      names = "--spawner",
      paramLabel = "SOCKET",
      description = "Let the spawner that listens there start the sites, each as its own user.")
  private @Nullable Path spawner;

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      description = "Where that spawner keeps what the sites print.")
  private @Nullable Path logs;

  @Option(
      names = "--apply",
      description =
          "Let that spawner bring its plans up to date first, unless the manifest is the one of"
              + " the last time.")
  private boolean apply;

  @Override
  public Integer call() throws InterruptedException {
    HostLog.configure();
    List<Listen> listeners = listeners();
    var known = new KnownFiles();
    Optional<Manifest> manifest =
        ManifestFile.read(ManifestFile.choose(named), known, spec.commandLine().getErr());
    if (manifest.isEmpty()) {
      return ExitCode.FAULTY_MANIFEST.status();
    }
    try (var out = new BackgroundLines("insula-output", spec.commandLine().getOut())) {
      run(wanted(manifest.get(), known, listeners), out);
    }
    return ExitCode.FINE.status();
  }

  private static Host.Wanted wanted(Manifest manifest, KnownFiles known, List<Listen> listeners) {
    return new Host.Wanted(
        manifest, known, read -> listeners.isEmpty() ? read : read.withListen(listeners));
  }

  private void run(Host.Wanted wanted, BackgroundLines out) throws InterruptedException {
    var stop = new CountDownLatch(1);
    try (Host host = boot(wanted, out);
        var _ = RunningHosts.ofThisUser().register(wanted.manifest().control())) {
      Signals.on("HUP", () -> reload(host, out));
      Signals.on("TERM", stop::countDown);
      Signals.on("INT", stop::countDown);
      host.addresses().forEach(address -> say(out, "insula: listening on " + address));
      say(out, "insula: ready");
      stop.await();
      say(out, "insula: stopping");
    }
    say(out, "insula: stopped");
  }

  private List<Listen> listeners() {
    try {
      return listen.stream().map(Listen::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new Fault(ExitCode.USAGE, "--listen: " + e.getMessage());
    }
  }

  private Optional<Host.Privileged> privileged(Manifest manifest) {
    if (spawner == null) {
      return Optional.empty();
    }
    Path folder = logs == null ? Layout.of(manifest.file()).logs() : logs;
    return Optional.of(
        new Host.Privileged(spawner.toAbsolutePath(), folder.toAbsolutePath(), apply));
  }

  private Host boot(Host.Wanted wanted, BackgroundLines out) {
    Manifest manifest = wanted.manifest();
    Unprotected.in(manifest, spawner != null).forEach(line -> say(out, "insula: " + line));
    try {
      return Host.boot(
          wanted, (site, outcome) -> announce(site, outcome, out), service(), privileged(manifest));
    } catch (IOException e) {
      throw new Fault(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static Host.Service service() throws IOException {
    Map<String, String> environment = System.getenv();
    long pid = ProcessHandle.current().pid();
    return new Host.Service(
        ServiceManager.of(environment, pid), ListenSockets.of(environment, pid));
  }

  private static void announce(SiteName site, Outcome outcome, BackgroundLines out) {
    switch (outcome) {
      case Outcome.Ready(long generation) ->
          say(out, "insula: %s ready (generation %d)".formatted(site.text(), generation));
      case Outcome.Failed(String message) ->
          say(out, "insula: %s failed: %s".formatted(site.text(), message));
      case Outcome.Asleep _ -> {
        // Thousands of lines would tell what the manifest says.
      }
    }
  }

  private static void reload(Host host, BackgroundLines out) {
    switch (host.reload()) {
      case Reloaded.Converged(var report) -> {
        report
            .entries()
            .forEach(entry ->
                say(out, "insula: %s %s".formatted(entry.site().text(), entry.change().word())));
        say(out, "insula: reloaded");
      }
      case Reloaded.Faulty(String problems) -> {
        say(out, problems.stripTrailing());
        say(out, "insula: the manifest is faulty; nothing was changed");
      }
    }
  }

  private static void say(BackgroundLines out, String line) {
    out.add(line);
  }
}
