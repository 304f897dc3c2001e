package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest's sites as they were written, with the file each one comes from. */
class WrittenTest {
  @TempDir private Path folder;

  @Test
  void sitesOfEveryFileKeepTheirKeysAndTheTypesOfTheirValues() throws IOException {
    Path main = folder.resolve("insula.yaml");
    Path more = Files.createDirectory(folder.resolve("sites.d")).resolve("b.yaml");
    Files.writeString(
        main,
        """
        include: sites.d/*.yaml
        defaults: {timeouts: {request: 30s}}
        sites:
          a:
            hosts: [a.test]
            default: true
            wsgi: shop
            path: .
            threads: 4
            env: {VERSION: "1.10", NUMBER: "7"}
        """);
    Files.writeString(more, "sites:\n  b: {hosts: b.test, static: .}\n");
    Written written = ManifestReader.written(main).orElseThrow();
    assertEquals(Map.of("timeouts", Map.of("request", "30s")), written.defaults());
    assertEquals(List.of(main, more), written.sites().stream().map(s -> s.file()).toList());
    assertEquals(
        Map.of(
            "hosts",
            List.of("a.test"),
            "default",
            true,
            "wsgi",
            "shop",
            "path",
            ".",
            "threads",
            4L,
            "env",
            Map.of("VERSION", "1.10", "NUMBER", "7")),
        written.sites().getFirst().keys());
  }

  @Test
  void aFaultyManifestGivesNone() throws IOException {
    Path faulty = Files.writeString(folder.resolve("faulty.yaml"), "sites: {a: {}}\n");
    assertEquals(Optional.empty(), ManifestReader.written(faulty));
  }
}
