package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.host.apply.Layout;
import dev.insula.host.apply.Plans;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.launch.SystemUser;
import dev.insula.spawner.plan.TrustedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What root's commands have in common: where plans go, and when a manifest can be trusted. */
final class PlanOptions {
  private static final int LARGEST_MANIFEST = 1 << 20;

  @Option(
      names = "--plans",
      paramLabel = "FOLDER",
      description = "Where the plans are written; must be root's, and so all folders above it.")
  private @Nullable Path plans;

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      description = "Where the spawner keeps what the sites print.")
  private @Nullable Path logs;

  @Option(
      names = "--front",
      paramLabel = "USER",
      description = "Who the front runs as, which no site may be; default insula.")
  private String front = "insula";

  Layout layout(Path manifest) {
    Layout layout = Layout.of(manifest);
    Layout placed = plans == null ? layout : layout.withPlans(plans);
    return logs == null ? placed : placed.withLogs(logs);
  }

  /** The front's user. */
  SystemUser front() throws IOException {
    return SystemUser.find(front)
        .orElseThrow(() ->
            new Fault(
                ExitCode.FAILED,
                "there is no user %s for the front. Type: useradd --system --no-create-home --shell /usr/sbin/nologin %1$s"
                    .formatted(front)));
  }

  /**
   * Reads the manifest and writes its plans.
   *
   * @return the sites that have one, or empty after the manifest's problems were printed
   */
  Optional<List<String>> apply(Path file, PrintWriter err) throws IOException {
    requireRoot();
    Optional<Manifest> manifest = ManifestFile.read(file, err);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try {
      requireTrusted(manifest.get());
      return Optional.of(Plans.write(manifest.get(), layout(file), front()));
    } catch (IOException e) {
      throw new Fault(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  static void requireRoot() throws IOException {
    if (!isRoot()) {
      throw new Fault(ExitCode.USAGE, "only root can write plans that the spawner follows");
    }
  }

  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /** Whoever can write a file of the manifest says what is run as which user. */
  private static void requireTrusted(Manifest manifest) throws IOException {
    for (Path file : manifest.files()) {
      if (!manifest.delegated().files().containsKey(file)) {
        TrustedFiles.ofRoot(file, LARGEST_MANIFEST);
      }
    }
  }
}
