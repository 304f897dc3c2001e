package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replays the kept inputs of {@code bench/fuzz}, findings of earlier runs among them. */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz", "manifest");

  @Test
  void manifests() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      List<Path> inputs = files.sorted().toList();
      assertTrue(inputs.size() >= 10, "there are only " + inputs.size() + " inputs");
      for (Path input : inputs) {
        try {
          ManifestReaderFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
        } catch (RuntimeException e) {
          throw new AssertionError(input + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
