package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.host.apply.FrontState;
import dev.insula.host.apply.Layout;
import dev.insula.host.launch.SystemUser;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the launcher asks when root runs a host: prepares everything, and prints what to become,
 * each word ended by a NUL. The launcher becomes it, so that no JVM stays that could do more than
 * the spawner.
 */
@Command(name = "spawner-line", hidden = true)
final class SpawnerLineCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(arity = "0..1")
  private @Nullable Path named;

  @Option(names = "--launcher", required = true)
  @SuppressWarnings("NullAway.Init") // It is required.
  private Path launcher;

  @Option(names = "--listen")
  private List<String> listen = List.of();

  @Mixin private final PlanOptions plans = new PlanOptions();

  @Override
  public Integer call() throws Exception {
    Path file = ManifestFile.choose(named);
    if (plans.apply(file, spec.commandLine().getErr()).isEmpty()) {
      return ExitCode.FAULTY_MANIFEST.status();
    }
    SystemUser front = plans.front();
    if (ManifestReader.read(file) instanceof Reading.Valid(Manifest manifest)) {
      FrontState.prepare(manifest, front);
    }
    PrintWriter out = spec.commandLine().getOut();
    words(file, plans.layout(file), front).forEach(word -> out.print(word + "\0"));
    out.flush();
    return ExitCode.FINE.status();
  }

  private List<String> words(Path file, Layout layout, SystemUser front) {
    List<String> words = spawner(layout, front);
    List<String> apply =
        List.of(
            launcher.toString(),
            "apply",
            "--front",
            front.name(),
            "--plans",
            layout.plans().toString(),
            "--logs",
            layout.logs().toString(),
            file.toString());
    apply.forEach(word -> words.addAll(List.of("--apply", word)));
    words.addAll(List.of("--", launcher.toString(), "run"));
    words.addAll(List.of("--spawner", layout.socket().toString()));
    words.addAll(List.of("--logs", layout.logs().toString()));
    listen.forEach(url -> words.addAll(List.of("--listen", url)));
    words.add(file.toString());
    return words;
  }

  /** What starts a spawner in these places, without the program that launches a JVM. */
  static List<String> spawner(Layout layout, SystemUser front) {
    List<String> words = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
    words.add("dev.insula.spawner.Spawner");
    words.addAll(List.of("--front", front.uid() + ":" + front.gid()));
    words.addAll(List.of("--plans", layout.plans().toString()));
    words.addAll(List.of("--socket", layout.socket().toString()));
    words.addAll(List.of("--run", layout.run().toString()));
    words.addAll(List.of("--group", layout.group()));
    return words;
  }
}
