package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds the running host, and asks it. */
final class HostOptions {
  @Option(
      names = "--control",
      paramLabel = "PATH",
      description = "The host's control socket; else INSULA_CONTROL, else the manifest's.")
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
    Optional<Manifest> manifest =
        ManifestReader.read(file) instanceof Reading.Valid(Manifest valid)
            ? Optional.of(valid)
            : Optional.empty();
    return manifest
        .map(Manifest::control)
        .orElseGet(() -> file.resolveSibling(".insula").resolve("control.sock"));
  }
}
