package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

  /** The number of the user that a site runs as. */
  static String user(Insula insula, String site) throws IOException {
    String status = insula.command("status", site, "--json").output();
    return status.replaceFirst("(?s).*\\(uid ([0-9]+)\\).*", "$1");
  }

  /** The doctor's table of the manifest in this folder, in which no site finds another's. */
  static String withoutLeak(Path home, int sites) throws IOException {
    String manifest = home.resolve("insula.yaml").toString();
    Insula.Result result =
        Insula.launch(home, ENVIRONMENT, List.of("doctor", "isolation", manifest));
    assertEquals(0, result.status(), result.output());
    String none = "no leak between " + sites + " sites";
    assertTrue(result.output().contains(none), result.output());
    return result.output();
  }
}
