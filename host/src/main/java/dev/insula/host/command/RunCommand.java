package dev.insula.host.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
    CommandLine line = spec.commandLine();
    return new HostRun(order(), line.getOut(), line.getErr()).untilStopped().status();
  }

  /** What the words said. */
  RunOrder order() {
    return new RunOrder(
        Optional.ofNullable(named),
        listen,
        Optional.ofNullable(spawner),
        Optional.ofNullable(logs),
        apply);
  }
}
