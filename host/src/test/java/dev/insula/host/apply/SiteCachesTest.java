package dev.insula.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.insula.config.Manifest;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.host.launch.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A folder of a tenant's that outlives what its site was, tried as root. */
final class SiteCachesTest {
  private Path home = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      System.err.println("SKIPPED, because it needs root: the caches of sites");
      Assumptions.abort("needs root");
    }
    home = Files.createTempDirectory(Path.of("/tmp"), "insula-caches");
    Files.createFile(home.resolve("old.war"));
  }

  @AfterEach
  void remove() throws IOException {
    if (!home.toString().isEmpty()) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void apply(String user) throws IOException {
    Path file =
        Files.writeString(
            home.resolve("insula.yaml"),
            """
            sites:
              old: {hosts: [a.test], war: old.war, migrate: javax, isolation: process, user: %s}
            """
                .formatted(user));
    Manifest manifest = assertInstanceOf(Reading.Valid.class, ManifestReader.read(file)).manifest();
    Layout layout =
        new Layout(
            home.resolve("plans"),
            home.resolve("logs"),
            home.resolve("socket"),
            home.resolve("run"),
            "insula-test",
            home.resolve("caches"));
    SystemUser front = SystemUser.find("nobody").orElseThrow();
    assertEquals(List.of("old"), Plans.write(manifest, layout, front));
  }

  private Path cache(int uid) {
    return home.resolve("caches").resolve("old." + uid);
  }

  private static SystemUser user(String name) throws IOException {
    return SystemUser.find(name).orElseThrow();
  }

  @Test
  void anotherUserOfTheSiteDoesNotGetWhatTheFormerOneLeft() throws IOException {
    int before = user("daemon").uid();
    int after = user("bin").uid();
    apply("daemon");
    assertEquals(before, Files.getAttribute(cache(before), "unix:uid"));
    Files.writeString(cache(before).resolve("planted.war"), "of the former user's");
    apply("bin");
    assertEquals(after, Files.getAttribute(cache(after), "unix:uid"));
    assertFalse(Files.exists(cache(after).resolve("planted.war")));
    assertFalse(Files.readString(home.resolve("plans/old.plan")).contains("old." + before));
  }

  @Test
  void aFolderThatItsUserHasOpenedToAllIsClosedAgain() throws IOException {
    int uid = user("daemon").uid();
    apply("daemon");
    Files.setPosixFilePermissions(cache(uid), PosixFilePermissions.fromString("rwxrwxrwx"));
    apply("daemon");
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache(uid))));
  }
}
