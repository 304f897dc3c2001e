package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.host.command.FaultHandler.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds the running host, and asks it. */
final class HostOptions {
  @Option(
      names = "--control",
      paramLabel = "PATH",
      description =
          "The host's control socket; else INSULA_CONTROL, else that of the manifest"
              + " here, else that of the only host that you run.")
  private @Nullable Path control;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  /** Asks the host, prints its answer, and gives the exit code that fits. */
  int ask(String method, String path, Object... queryPairs) throws IOException {
    var target = new StringBuilder(path).append(json ? "?format=json" : "?format=text");
    for (int i = 0; i < queryPairs.length; i += 2) {
      target
          .append('&')
          .append(queryPairs[i])
          .append('=')
          .append(encode(String.valueOf(queryPairs[i + 1])));
    }
    return print(method, target.toString());
  }

  private int print(String method, String target) throws IOException {
    var body = new ByteArrayOutputStream();
    int status = client().send(method, target, body);
    boolean fine = status < 300;
    (fine || json || isReport(status) ? System.out : System.err).write(body.toByteArray());
    System.out.flush();
    return exitCode(status).status();
  }

  /** A reload that was only partly done is reported in full. */
  private static boolean isReport(int status) {
    return status == 409;
  }

  private static ExitCode exitCode(int status) {
    return switch (status) {
      case 200, 202, 204 -> ExitCode.FINE;
      case 422 -> ExitCode.FAULTY_MANIFEST;
      default -> ExitCode.FAILED;
    };
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  ControlClient client() {
    return new ControlClient(socket());
  }

  private Path socket() {
    if (control != null) {
      return control;
    }
    String fromEnvironment = System.getenv("INSULA_CONTROL");
    return fromEnvironment == null || fromEnvironment.isEmpty()
        ? fromManifest()
        : Path.of(fromEnvironment);
  }

  /** A faulty manifest still tells where the host that runs its last good version listens. */
  private static Path fromManifest() {
    Path file = ManifestFile.choose(null);
    return Files.exists(file) ? fromManifest(file) : theOnlyOne(file);
  }

  private static Path theOnlyOne(Path missing) {
    List<Path> running = RunningHosts.ofThisUser().controls();
    if (running.size() == 1) {
      return running.getFirst();
    }
    throw new Fault(
        ExitCode.NOT_RUNNING,
        running.isEmpty()
            ? "no host of yours runs, and there is no %s. Start one with \"insula run MANIFEST\"."
                .formatted(missing)
            : "%d hosts of yours run, and there is no %s to choose one. Say which with --control: %s."
                .formatted(running.size(), missing, join(running)));
  }

  private static String join(List<Path> sockets) {
    return sockets.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static Path fromManifest(Path file) {
    Optional<Manifest> manifest =
        ManifestReader.read(file) instanceof Reading.Valid(Manifest valid)
            ? Optional.of(valid)
            : Optional.empty();
    return manifest
        .map(Manifest::control)
        .orElseGet(() -> file.resolveSibling(".insula").resolve("control.sock"));
  }
}
