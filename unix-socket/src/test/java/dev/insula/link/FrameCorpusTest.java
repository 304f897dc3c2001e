package dev.insula.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replays the kept inputs of {@code bench/fuzz link-frames}. */
class FrameCorpusTest {
  @Test
  void keptInputsAreReadTheSameInWhateverPiecesTheyCome() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src", "test", "resources", "fuzz", "link-frames"))) {
      List<Path> inputs = files.sorted().toList();
      assertTrue(inputs.size() >= 10, "only " + inputs.size() + " inputs");
      for (Path input : inputs) {
        try {
          FrameFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
        } catch (RuntimeException e) {
          throw new AssertionError(input + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
