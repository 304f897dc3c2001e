package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises 3 and 4: a reload touches what changed and nothing else, and loses no request. */
class ReloadTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path classes;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Insula insula;

  @BeforeEach
  void start() throws IOException {
    classes = Sites.teller(folder);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest("1", "1", "site.Teller"));
    insula = Insula.run(manifest);
  }

  @AfterEach
  void stop() throws IOException {
    insula.close();
  }

  private String manifest(String a, String b, String classOfA) {
    return """
    sites:
      a: {hosts: [a.test], java: %s, path: %s, env: {MARK: "%s"}}
      b: {hosts: [b.test], java: site.Teller, path: %2$s, env: {MARK: "%s"}}
    """
        .formatted(classOfA, classes, a, b);
  }

  @Test
  void onlyChangedSitesAreReplaced() throws IOException {
    insula.rewrite(manifest("2", "1", "site.Teller"));
    Insula.Result result = insula.command("reload");
    assertEquals(0, result.status(), result.output());
    assertEquals("a: replaced\nb: unchanged\n", result.output());
    assertEquals("2", insula.get("a.test", "/generation").text());
    assertEquals("1", insula.get("b.test", "/generation").text());
  }

  @Test
  void aSiteThatCannotStartKeepsItsOldGeneration() throws IOException {
    insula.rewrite(manifest("2", "2", "site.Missing"));
    Insula.Result result = insula.command("reload");
    assertEquals(1, result.status(), result.output());
    assertTrue(result.output().contains("a: failed: "), result.output());
    assertTrue(result.output().contains("site.Missing"), result.output());
    assertTrue(result.output().contains("b: replaced"), result.output());
    assertEquals("1", insula.get("a.test", "/generation").text());
    assertEquals("2", insula.get("b.test", "/generation").text());
  }

  @Test
  void aFaultyManifestChangesNothing() throws IOException {
    insula.rewrite(manifest("2", "2", "site.Teller").replace("hosts: [a.test]", "hots: [a.test]"));
    Insula.Result result = insula.command("reload");
    assertEquals(78, result.status(), result.output());
    assertTrue(result.output().contains("Did you mean \"hosts\"?"), result.output());
    assertEquals("1", insula.get("a.test", "/generation").text());
  }

  @Test
  void sitesAreAddedAndRemoved() throws IOException {
    insula.rewrite(
        "sites:\n  c: {hosts: [c.test], java: site.Teller, path: %s, env: {MARK: c}}\n"
            .formatted(classes));
    Insula.Result result = insula.command("reload");
    assertEquals("c: added\na: removed\nb: removed\n", result.output());
    assertEquals("c", insula.get("c.test", "/generation").text());
    assertEquals(404, insula.get("a.test", "/").status());
  }

  @Test
  void hangupReloads() throws IOException {
    insula.rewrite(manifest("3", "1", "site.Teller"));
    Insula.signal("HUP", insula.pid());
    insula.awaitLine("insula: reloaded");
    assertEquals("3", insula.get("a.test", "/generation").text());
  }

  @Test
  void aHundredReloadsUnderLoadLoseNoRequest() throws Exception {
    try (Load load = new Load(insula.port(), "a.test", "b.test")) {
      for (int i = 0; i < 100; i++) {
        insula.rewrite(manifest("r" + i, "1", "site.Teller"));
        Insula.signal("HUP", insula.pid());
        String wanted = "r" + i;
        Await.until(
            java.time.Duration.ofSeconds(30),
            () -> "generation " + wanted,
            () -> insula.get("a.test", "/generation").text().equals(wanted));
      }
      load.finish();
      assertTrue(load.answers() > 100, "only " + load.answers() + " answers");
      assertEquals(java.util.List.of(), load.failures());
    }
    Await.until(
        java.time.Duration.ofSeconds(60),
        () -> "one generation of a: " + status(),
        () -> {
          insula.collectGarbage();
          return status().contains("\"retiring\":0,\"leftInMemory\":0");
        });
  }

  private String status() {
    try {
      return insula.command("status", "a", "--json").output();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
