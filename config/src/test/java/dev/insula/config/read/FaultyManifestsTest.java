package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 3: every fault is told, at its place, in these words. */
final class FaultyManifestsTest {
  @TempDir Path temporary;

  static Stream<FaultyManifest> cases() throws IOException {
    List<FaultyManifest> cases = new ArrayList<>();
    for (String group : List.of("yaml", "values", "keys", "sites", "paths", "host", "groups")) {
      cases.addAll(FaultyManifest.parse(group, text(group)));
    }
    return cases.stream();
  }

  private static String text(String group) throws IOException {
    try (InputStream in =
        FaultyManifestsTest.class.getResourceAsStream("faulty/" + group + ".txt")) {
      assertTrue(in != null, group + " is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsToldAtItsPlace(FaultyManifest faulty) throws IOException {
    ManifestFolder folder = new ManifestFolder(temporary);
    for (Map.Entry<String, String> file : faulty.files().entrySet()) {
      if (!Files.isDirectory(folder.file(file.getKey()))) {
        folder.write(file.getKey(), file.getValue());
      }
    }
    Reading reading = new Session(folder.file("insula.yaml")).readFile();
    assertEquals(String.join("\n", faulty.problems()), String.join("\n", folder.problems(reading)));
  }

  @Test
  void thereAreAtLeastThreeHundredCases() throws IOException {
    assertTrue(cases().count() >= 300, "the corpus shrank");
  }
}
