package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.host.apply.Layout;
import dev.insula.host.apply.ProbePlans;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.doctor.Found;
import dev.insula.host.doctor.IsolationReport;
import dev.insula.host.doctor.Probes;
import dev.insula.host.launch.SystemUser;
import dev.insula.spawner.plan.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Looks for leaks between sites. For root the launcher becomes a spawner of its own, with a probe
 * in each site's place, which starts this command once more as the front. For anyone else all
 * probes are started from here, and what one user cannot keep apart is told as shared.
 */
@Command(
    name = "doctor",
    description =
        "\"doctor isolation\" puts a probe in the place of each site, lets each one look for"
            + " canaries of the others, and prints what it found; exit code 1 on a leak. As root"
            + " each daemon process has its site's own user and room.",
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

  @Mixin private final PlanOptions plans = new PlanOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (!subject.equals("isolation")) {
      throw new Fault(ExitCode.USAGE, "\"" + subject + "\" is not known; type: doctor isolation");
    }
    Path file = ManifestFile.choose(named);
    Optional<Manifest> manifest = ManifestFile.read(file, spec.commandLine().getErr());
    if (manifest.isEmpty()) {
      return ExitCode.FAULTY_MANIFEST.status();
    }
    if (launcher != null) {
      prepare(manifest.get(), file, plans.layout(file), launcher)
          .forEach(word -> out.print(word + "\0"));
      out.flush();
      return ExitCode.FINE.status();
    }
    return report(new ProbedSites(manifest.get()), out).status();
  }

  private List<String> prepare(Manifest manifest, Path file, Layout real, Path program)
      throws IOException {
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
    words.add(file.toAbsolutePath().toString());
    words.addAll(List.of("--spawner", probes.socket().toString()));
    written.forEach(plan -> words.addAll(List.of("--site", plan.site())));
    return words;
  }

  private ExitCode report(ProbedSites probed, PrintWriter out) throws IOException {
    Path folder = Files.createTempDirectory("insula-doctor");
    try {
      Found inJvms = probed.tryInJvms(folder);
      Found inProcesses =
          spawner == null
              ? probed.tryAsChildren(folder)
              : Probes.run(spawner, sites, probed.inFront(), probed.inGroups());
      List<Probes.Try> tries = new ArrayList<>(inJvms.tries());
      tries.addAll(inProcesses.tries());
      List<String> notes = new ArrayList<>(inJvms.notes());
      notes.addAll(inProcesses.notes());
      var report = new IsolationReport(tries, probed.terms(spawner == null));
      probed.lines(report, notes).forEach(out::println);
      if (spawner == null && probed.processes().size() > 1) {
        out.println(
            "without root all sites run as one user, which shares its processes and files; started"
                + " by root, each daemon process has a user and a room of its own");
      }
      out.flush();
      return report.leaks().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
