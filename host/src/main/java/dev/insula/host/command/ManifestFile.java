package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.config.read.KnownFiles;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which manifest a command means, and what is in it. */
final class ManifestFile {
  private static final Path HERE = Path.of("insula.yaml");
  private static final Path SYSTEM = Path.of("/etc/insula/insula.yaml");

  private ManifestFile() {}

  /** The named manifest, else {@code insula.yaml} here, else the system's. */
  static Path choose(@Nullable Path named) {
    if (named != null) {
      return named.toAbsolutePath();
    }
    return (Files.exists(HERE) || !Files.exists(SYSTEM) ? HERE : SYSTEM).toAbsolutePath();
  }

  /** The manifest, or empty after all of its problems were printed. */
  static Optional<Manifest> read(Path file, PrintWriter err) {
    return read(file, new KnownFiles(), err);
  }

  /** The same; what the included files say is then known. */
  static Optional<Manifest> read(Path file, KnownFiles known, PrintWriter err) {
    return switch (ManifestReader.read(file, known)) {
      case Reading.Valid(Manifest manifest) -> {
        manifest.delegated().refusals().forEach(refusal -> err.print(refusal + "\n"));
        err.flush();
        yield Optional.of(manifest);
      }
      case Reading.Invalid(var problems) -> {
        err.print(problems + "\n");
        err.flush();
        yield Optional.empty();
      }
    };
  }
}
