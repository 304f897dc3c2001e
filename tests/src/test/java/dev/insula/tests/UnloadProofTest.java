package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stopped generation leaves the JVM's memory within seconds, or it is told what keeps it. */
class UnloadProofTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private static String manifest(Path war, String cleanMark, String leakingMark) {
    return """
    sites:
      clean: {hosts: [clean.test], war: %1$s, env: {MARK: "%2$s"}}
      leaking: {hosts: [leaking.test], war: %1$s, env: {MARK: "%3$s", LEAK: "yes"}}
      kit: {hosts: [kit.test], java: site.Kit, path: kit/classes, env: {MARK: "%3$s"}}
    """
        .formatted(war, cleanMark, leakingMark);
  }

  @Test
  void aCleanOneGoesUnderLoadAndALeakingOneIsNamed() throws IOException {
    Path war = Wars.teller(folder);
    LeakKit.compile(folder);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest(war, "0", "0"));
    try (Insula insula = Insula.run(manifest)) {
      try (Load load = new Load("/tell/mark", insula.port(), "clean.test")) {
        for (int i = 1; i <= 5; i++) {
          insula.rewrite(manifest(war, Integer.toString(i), "0"));
          Insula.Result result = insula.command("reload");
          assertEquals("clean: replaced\nleaking: unchanged\nkit: unchanged\n", result.output());
        }
        load.finish();
        assertEquals("[]", load.failures().toString());
      }
      assertEquals("5", insula.get("clean.test", "/tell/mark").text());
      Await.until(
          PATIENCE,
          () -> "at most one old generation of clean in memory; told is " + status(insula, "clean"),
          () -> status(insula, "clean").matches("(?s).*\"leftInMemory\": *[01],.*"));
      insula.rewrite(manifest(war, "5", "1"));
      assertEquals(
          "clean: unchanged\nleaking: replaced\nkit: replaced\n",
          insula.command("reload").output());
      Await.until(
          PATIENCE,
          () -> "the leak of leaking by name; told is " + status(insula, "leaking"),
          () -> status(insula, "leaking").contains("stubborn-worker"));
      Await.until(
          PATIENCE,
          () -> "every leak of the kit by name; told is " + status(insula, "kit"),
          () -> isNamed(status(insula, "kit")));
      String told = insula.command("status", "leaking").output();
      assertTrue(told.contains("leaking: generation 1 is still in memory"), told);
      assertTrue(told.contains("site.Teller$Start"), told);
      assertTrue(Files.readString(insula.log("leaking")).contains("ignores its interruption"));
    }
  }

  private static boolean isNamed(String status) {
    return LeakKit.NAMES.stream().allMatch(name -> status.contains(name.replace("\"", "\\\"")));
  }

  private static String status(Insula insula, String site) {
    try {
      return insula.command("status", site, "--json").output();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
