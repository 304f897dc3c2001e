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
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The host in the foreground: SIGHUP reloads, SIGTERM and SIGINT stop it. */
final class HostRun {
  private final RunOrder order;
  private final PrintWriter output;
  private final PrintWriter errors;

  HostRun(RunOrder order, PrintWriter output, PrintWriter errors) {
    this.order = order;
    this.output = output;
    this.errors = errors;
  }

  /** The same on the standard streams, as {@link FaultHandler} would end it; the exit code. */
  static int untilStopped(RunOrder order) {
    var errors = new PrintWriter(System.err, true, System.err.charset());
    var output = new PrintWriter(System.out, true, System.out.charset());
    try {
      return new HostRun(order, output, errors).untilStopped().status();
    } catch (Fault fault) {
      errors.println("insula: " + fault.getMessage());
      return fault.code().status();
    } catch (InterruptedException | RuntimeException e) {
      e.printStackTrace(errors);
      return ExitCode.FAILED.status();
    }
  }

  /**
   * Runs the host until a signal says that it is to stop.
   *
   * @throws Fault if it cannot run
   */
  ExitCode untilStopped() throws InterruptedException {
    HostLog.configure();
    List<Listen> listeners = listeners();
    var known = new KnownFiles();
    Optional<Manifest> manifest = ManifestFile.read(file(), known, errors);
    if (manifest.isEmpty()) {
      return ExitCode.FAULTY_MANIFEST;
    }
    try (var lines = new BackgroundLines("insula-output", output)) {
      run(wanted(manifest.get(), known, listeners), lines);
    }
    return ExitCode.FINE;
  }

  private Path file() {
    return order.manifest().map(ManifestFile::choose).orElseGet(() -> ManifestFile.choose(null));
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
      return order.listen().stream().map(Listen::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new Fault(ExitCode.USAGE, "--listen: " + e.getMessage());
    }
  }

  private Optional<Host.Privileged> privileged(Manifest manifest) {
    return order
        .spawner()
        .map(socket -> {
          Path folder = order.logs().orElseGet(() -> Layout.of(manifest.file()).logs());
          return new Host.Privileged(
              socket.toAbsolutePath(), folder.toAbsolutePath(), order.apply());
        });
  }

  private Host boot(Host.Wanted wanted, BackgroundLines out) {
    Manifest manifest = wanted.manifest();
    Unprotected.in(manifest, order.spawner().isPresent())
        .forEach(line -> say(out, "insula: " + line));
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
