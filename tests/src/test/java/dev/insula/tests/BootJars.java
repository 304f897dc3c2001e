package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A Spring Boot jar for tests, made by Spring Boot's own plugin, as its users have it. */
final class BootJars {
  private static final Path SOURCE = Path.of("src/test/boot").toAbsolutePath();

  private BootJars() {}

  /** The jar that tells what it sees; made once for all tests, and anew when its source changes. */
  static Path teller() throws Exception {
    String given = System.getProperty("insula.boot.jar");
    if (given != null) {
      return Path.of(given);
    }
    Path made = Path.of("target", "boot-" + mark() + ".jar").toAbsolutePath();
    if (!Files.exists(made)) {
      Path built = build();
      try {
        Files.move(built, made);
      } catch (FileAlreadyExistsException e) {
        Files.delete(built);
      }
    }
    return made;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCE)) {
      return files.sorted().toList();
    }
  }

  private static String mark() throws IOException {
    var text = new StringBuilder();
    for (Path file : sources()) {
      text.append(file).append(Files.isDirectory(file) ? "" : Files.readString(file));
    }
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Path build() throws Exception {
    Path project = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "boot");
    for (Path file : sources()) {
      if (!file.equals(SOURCE)) {
        Files.copy(file, project.resolve(SOURCE.relativize(file).toString()));
      }
    }
    Process maven =
        new ProcessBuilder("mvn", "-B", "-q", "-ntp", "package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, maven.waitFor(), output);
    return project.resolve("target/teller.jar");
  }
}
