package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a manifest: it stays valid, or there is a problem with its place. */
final class ManifestFuzzTest {
  private static final int READINGS = Integer.getInteger("insula.fuzz.readings", 100_000);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @TempDir Path temporary;

  @Test
  void mutatedManifestsAreValidOrHaveAProblemWithItsPlace() throws IOException {
    long seed = Long.getLong("insula.fuzz.seed", System.nanoTime());
    System.out.println("seed: -Dinsula.fuzz.seed=" + seed);
    ManifestFolder folder = new ManifestFolder(temporary);
    Mutations mutations = new Mutations(new SplittableRandom(seed), manifests());
    int[] valid = new int[1];
    long[] slowest = new long[1];
    assertTimeoutPreemptively(
        Duration.ofMinutes(10),
        () -> {
          for (int i = 0; i < READINGS; i++) {
            byte[] content = mutations.next();
            long start = System.nanoTime();
            Reading reading = read(folder, i, content, seed);
            slowest[0] = Math.max(slowest[0], System.nanoTime() - start);
            valid[0] += check(reading, content, "seed " + seed + ", reading " + i) ? 1 : 0;
          }
        });
    System.out.println(
        READINGS + " readings, " + valid[0] + " valid, slowest " + slowest[0] / 1_000_000 + " ms");
    assertTrue(slowest[0] < LONGEST.toNanos(), "one reading took " + slowest[0] + " ns");
    assertTrue(valid[0] > 0 && valid[0] < READINGS, valid[0] + " valid manifests prove nothing");
  }

  private static Reading read(ManifestFolder folder, int i, byte[] content, long seed) {
    try {
      return new Session(folder.file("insula.yaml")).readContent(content);
    } catch (RuntimeException | StackOverflowError e) {
      String text = new String(content, StandardCharsets.UTF_8);
      throw new AssertionError("seed " + seed + ", reading " + i + ":\n" + text, e);
    }
  }

  private static boolean check(Reading reading, byte[] content, String which) {
    if (reading instanceof Reading.Invalid invalid) {
      long lines = new String(content, StandardCharsets.UTF_8).lines().count();
      invalid.problems().list().forEach(problem -> check(problem, lines, which));
      return false;
    }
    return true;
  }

  private static void check(Problem problem, long lines, String which) {
    String message = problem.message();
    String told = which + ": " + problem;
    assertTrue(problem.place().line() <= lines + 1, told);
    assertTrue(message.endsWith(".") || message.endsWith("?"), told);
    assertFalse(message.contains("Exception") || message.contains("snakeyaml"), told);
    assertTrue(message.chars().noneMatch(Character::isISOControl), told);
  }

  private static List<byte[]> manifests() throws IOException {
    String everything = ManifestReaderTest.everything();
    String json =
        """
        {"listen": ["http://127.0.0.1:1"], "sites": {"a": {"hosts": ["a.test"], "env": {"A": "x"}, \
        "wsgi": "a:b", "path": ["app"], "processes": 2}}}\
        """;
    String small = "sites:\n  a:\n    hosts: [a.test, b\u00fccher.example]\n    wsgi: a.wsgi\n";
    String java =
        """
        defaults: {timeouts: {drain: 1s}}
        sites:
          a:
            hosts: a.test
            java: A::b
            path: app.jar
            properties:
              "user.language": 'de'
            env:
              TEXT: |
                one
                two
              FOLDED: >-
                x
        """;
    return List.of(everything, json, small, java, small, java).stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
