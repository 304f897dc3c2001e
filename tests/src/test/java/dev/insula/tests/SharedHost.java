package dev.insula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A host that gives every site a user of its own: what such tests need of the machine. */
final class SharedHost {
  /** Of a launcher that starts the spawner, with a front that is nobody. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("INSULA_SPAWNER", "always", "INSULA_USER", "nobody");

  private SharedHost() {}

  /** Opens the folder to all users; says it loudly and skips where only root could go on. */
  static void prepare(Path home, String tested) throws IOException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      System.err.println("SKIPPED, because it needs root: " + tested);
      Assumptions.abort("needs root");
    }
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A file that only root reads. */
  static Path secret(Path file, String content) throws IOException {
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  static Insula run(Path manifest) throws IOException {
    return Insula.run(manifest, ENVIRONMENT);
  }
}
