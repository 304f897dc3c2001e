package dev.insula.host.command;

import dev.insula.config.Manifest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = "Says everything that \"run\" would refuse, without starting anything.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "MANIFEST", description = "Default: insula.yaml.")
  private @Nullable Path named;

  @Override
  public Integer call() {
    Path file = ManifestFile.choose(named);
    Optional<Manifest> manifest = ManifestFile.read(file, spec.commandLine().getErr());
    manifest.ifPresent(valid ->
        spec.commandLine()
            .getOut()
            .printf("insula: %s is valid: %d sites%n", file, valid.sites().size()));
    return (manifest.isPresent() ? ExitCode.FINE : ExitCode.FAULTY_MANIFEST).status();
  }
}
