package dev.insula.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.front.RequestHeadFuzz;
import dev.insula.host.hop.AnswerHeadFuzz;
import dev.insula.host.route.HostNameFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replays the kept inputs of {@code bench/fuzz}, findings of earlier runs among them. */
class FuzzCorpusTest {
  private static final Path CORPORA = Path.of("src", "test", "resources", "fuzz");

  @Test
  void answerHeads() throws IOException {
    replay("answer-head", AnswerHeadFuzz::fuzzerTestOneInput);
  }

  @Test
  void requestHeads() throws IOException {
    replay("request-head", RequestHeadFuzz::fuzzerTestOneInput);
  }

  @Test
  void hostNames() throws IOException {
    replay("host-name", HostNameFuzz::fuzzerTestOneInput);
  }

  private static void replay(String target, Consumer<byte[]> fuzz) throws IOException {
    try (Stream<Path> files = Files.list(CORPORA.resolve(target))) {
      List<Path> inputs = files.sorted().toList();
      assertTrue(inputs.size() >= 10, target + " has only " + inputs.size() + " inputs");
      for (Path input : inputs) {
        try {
          fuzz.accept(Files.readAllBytes(input));
        } catch (RuntimeException e) {
          throw new AssertionError(input + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
