package dev.insula.host.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "apply",
    description =
        "Writes, as root, the plans that the spawner follows: one for each site of the manifest"
            + " with isolation process. Changes nothing that runs.",
    mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MANIFEST",
      description = "Default: insula.yaml, then /etc/insula/insula.yaml.")
  private @Nullable Path named;

  @Mixin private final PlanOptions plans = new PlanOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path file = ManifestFile.choose(named);
    Optional<List<String>> written = plans.apply(file, spec.commandLine().getErr());
    if (written.isEmpty()) {
      return ExitCode.FAULTY_MANIFEST.status();
    }
    out.println(
        "insula: %d plans in %s".formatted(written.get().size(), plans.layout(file).plans()));
    out.flush();
    return ExitCode.FINE.status();
  }
}
