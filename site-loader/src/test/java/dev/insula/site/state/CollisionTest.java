package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.insula.probe.ProbeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 1: a site sees its own process-wide state. The twin without the patch sees collisions.
 */
class CollisionTest {
  private static Map<String, ProbeRun.Read> patched = Map.of();
  private static Map<String, ProbeRun.Read> twin = Map.of();

  @BeforeAll
  static void runBoth(@TempDir Path directory) throws Exception {
    patched =
        ProbeRun.of(new TestSite("alpha", directory, true), new TestSite("beta", directory, true));
    twin = unpatchedTwin(Files.createDirectories(directory.resolve("twin")));
  }

  private static Map<String, ProbeRun.Read> unpatchedTwin(Path directory)
      throws IOException, InterruptedException {
    Path file = directory.resolve("reads");
    HostJvm.run(
        directory, ProbeRun.class, List.of(), Map.of(), directory.toString(), file.toString());
    return ProbeRun.written(file);
  }

  @Test
  void everySiteReadsItsOwn() {
    List<String> wrong = new ArrayList<>();
    patched.forEach((name, read) -> {
      boolean failed = (read.alpha() + read.beta()).contains("failed: ");
      if (failed || read.same() != name.startsWith(ProbeSet.SAME)) {
        wrong.add(name + " " + read);
      }
    });
    assertEquals(List.of(), wrong);
  }

  @Test
  void withoutThePatchTheSameProbesCollide() {
    assertEquals(patched.keySet(), twin.keySet());
    List<String> wrong = new ArrayList<>();
    twin.forEach((name, read) -> {
      if (!collides(read) && !name.startsWith(ProbeSet.KEPT_APART)) {
        wrong.add(name + " " + read);
      }
    });
    assertEquals(List.of(), wrong);
  }

  private static boolean collides(ProbeRun.Read read) {
    return read.same() || read.alpha().contains("failed: ") || read.beta().contains("failed: ");
  }

  @Test
  void noSiteReadsWhatTheTwinReads() {
    List<String> wrong = new ArrayList<>();
    patched.forEach((name, read) -> {
      ProbeRun.Read other = twin.getOrDefault(name, read);
      boolean shared =
          read.onOneLine().alpha().equals(other.alpha())
              || read.onOneLine().beta().equals(other.beta());
      if (name.startsWith(ProbeSet.DIFFERENT) && shared) {
        wrong.add(name + " " + read + " " + other);
      }
    });
    assertEquals(List.of(), wrong);
  }
}
