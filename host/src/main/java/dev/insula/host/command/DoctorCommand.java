package dev.insula.host.command;

import dev.insula.config.Isolation;
import dev.insula.config.Manifest;
import dev.insula.config.Network;
import dev.insula.host.apply.Layout;
import dev.insula.host.apply.ProbePlans;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.doctor.IsolationReport;
import dev.insula.host.doctor.Probes;
import dev.insula.host.launch.SystemUser;
import dev.insula.spawner.plan.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Looks for leaks between sites. For root the launcher becomes a spawner of its own, with a probe
 * in each site's place, which starts this command once more as the front.
 */
@Command(
    name = "doctor",
    description =
        "\"doctor isolation\", as root: puts a probe in the place of each site, with its user and"
            + " its room, lets each one look for canaries of the others, and prints what it"
            + " found; exit code 1 on a leak.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  /** Of its own, so that sites that run are not disturbed. */
  private static final Path HOME = Path.of("/run/insula-doctor");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "isolation")
  @SuppressWarnings("NullAway.Init") // It is required.
  private String subject;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MANIFEST",
      description = "Default: insula.yaml, then /etc/insula/insula.yaml.")
  private @Nullable Path named;

  @Option(names = "--launcher", hidden = true)
  private @Nullable Path launcher;

  @Option(names = "--spawner", hidden = true)
  private @Nullable Path spawner;

  @Option(names = "--site", hidden = true)
  private List<String> sites = List.of();

  @Option(names = "--networked", hidden = true)
  private List<String> networked = List.of();

  @Mixin private final PlanOptions plans = new PlanOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (!subject.equals("isolation")) {
      throw new Fault(ExitCode.USAGE, "\"" + subject + "\" is not known; type: doctor isolation");
    }
    if (spawner != null) {
      return report(spawner, out).status();
    }
    Path file = ManifestFile.choose(named);
    Optional<Manifest> manifest = ManifestFile.read(file, spec.commandLine().getErr());
    if (manifest.isEmpty()) {
      return ExitCode.FAULTY_MANIFEST.status();
    }
    if (launcher == null) {
      throw new Fault(
          ExitCode.FAILED,
          "sites are users of their own only where root starts them; run this command as root, on a machine that has the user insula");
    }
    prepare(manifest.get(), plans.layout(file), launcher).forEach(word -> out.print(word + "\0"));
    out.flush();
    return ExitCode.FINE.status();
  }

  private List<String> prepare(Manifest manifest, Layout real, Path program) throws IOException {
    SystemUser front = plans.front();
    Layout probes =
        new Layout(
            HOME.resolve("plans"),
            HOME.resolve("log"),
            HOME.resolve("spawner").resolve("socket"),
            HOME.resolve("sites"),
            "insula-doctor",
            HOME.resolve("cache"));
    List<Plan> written = ProbePlans.write(manifest, real, probes, front);
    List<String> words = SpawnerLineCommand.spawner(probes, front);
    words.addAll(List.of("--", program.toString(), "doctor", "isolation"));
    words.addAll(List.of("--spawner", probes.socket().toString()));
    written.forEach(plan -> words.addAll(List.of("--site", plan.site())));
    manifest.sites().values().stream()
        .filter(site -> site.isolation() == Isolation.PROCESS && site.network() == Network.HOST)
        .forEach(site -> words.addAll(List.of("--networked", site.name().text())));
    return words;
  }

  private ExitCode report(Path socket, PrintWriter out) throws IOException {
    Set<String> shared = networked.stream().collect(Collectors.toUnmodifiableSet());
    var report = new IsolationReport(Probes.run(socket, sites), shared);
    List<String> lines = new ArrayList<>(report.lines());
    lines.add(
        report.leaks().isEmpty()
            ? "no leak between %d sites".formatted(sites.size())
            : "%d leaks".formatted(report.leaks().size()));
    lines.forEach(out::println);
    out.flush();
    return report.leaks().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
  }
}
