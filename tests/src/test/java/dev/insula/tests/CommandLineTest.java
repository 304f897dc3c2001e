package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and their exit codes. */
class CommandLineTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path classes = Sites.teller(folder);
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/shop.py"), "application = None\n");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          good:
            hosts: [good.test]
            java: site.Teller
            path: %s
            settings: good.settings
          bad:
            hosts: [bad.test]
            wsgi: shop:app
            path: broken
        """
            .formatted(classes));
    insula = Insula.run(manifest, atRuntime());
  }

  /** So that the test meets no host but its own. */
  private static Map<String, String> atRuntime() throws IOException {
    return Map.of("XDG_RUNTIME_DIR", Files.createDirectories(folder.resolve("runtime")).toString());
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @Test
  void aBrokenSiteFailsAloneAndIsNamed() throws IOException {
    assertTrue(insula.output().contains("insula: good ready (generation 1)"));
    assertTrue(
        insula.output().stream()
            .anyMatch(line ->
                line.startsWith("insula: bad failed: ")
                    && line.contains("module 'shop' has no attribute 'app'")),
        () -> String.join("\n", insula.output()));
    assertEquals(503, insula.get("bad.test", "/").status());
    assertEquals(200, insula.get("good.test", "/").status());
  }

  @Test
  void statusShowsEverySiteAsATableAndAsJson() throws IOException {
    String table = insula.command("status").output();
    assertTrue(table.startsWith("SITE "), table);
    assertTrue(table.contains("module 'shop' has no attribute 'app'"), table);
    String json = insula.command("status", "--json").output();
    assertTrue(json.contains("\"site\":\"good\",\"state\":\"ready\",\"generation\":"), json);
    assertTrue(json.contains("\"site\":\"bad\",\"state\":\"failed\""), json);
  }

  @Test
  void explainNamesTheSiteAndThePlaceOfEachValue() throws IOException {
    String text = insula.command("explain", "http://good.test/some/page").output();
    assertTrue(text.contains("good"), text);
    assertTrue(text.contains("site.Teller"), text);
    assertTrue(text.contains("good.settings"), text);
    assertTrue(text.contains("insula.yaml:6:15"), text);
    assertTrue(text.contains("default"), text);
    assertEquals(1, insula.command("explain", "http://nobody.test/").status());
  }

  @Test
  void stopStartAndRestartConcernOneSite() throws IOException {
    assertEquals(0, insula.command("stop", "good").status());
    assertEquals(503, insula.get("good.test", "/").status());
    assertEquals(0, insula.command("start", "good").status());
    assertEquals(200, insula.get("good.test", "/").status());
    Insula.Result restart = insula.command("restart", "good");
    assertTrue(restart.output().contains("good: ready (generation "), restart.output());
    assertEquals(1, insula.command("restart", "nobody").status());
  }

  @Test
  void logsShowWhatASiteWrote() throws IOException {
    String log = insula.command("logs", "bad").output();
    assertTrue(log.contains("AttributeError") || log.contains("has no attribute"), log);
    insula.get("good.test", "/some/page?x=1");
    Await.until(
        java.time.Duration.ofSeconds(10),
        () -> "the request in the access log",
        () ->
            insula
                .command("logs", "good", "--access")
                .output()
                .contains("\"GET /some/page?x=1 HTTP/1.1\" 200 "));
  }

  @Test
  void theOnlyRunningHostIsFoundFromAnyFolder() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Insula.Result found = Insula.launch(elsewhere, atRuntime(), List.of("status"));
    assertTrue(found.output().contains("good"), found.output());
    Insula.Result none =
        Insula.launch(
            elsewhere, Map.of("XDG_RUNTIME_DIR", elsewhere.toString()), List.of("status"));
    assertEquals(69, none.status());
    assertTrue(none.output().contains("no host of yours runs"), none.output());
  }

  @Test
  void theControlSocketIsForItsOwnerOnly() throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(insula.controlSocket())));
  }

  @Test
  void checkTellsEveryProblemWithoutStartingAnything() throws IOException {
    Path faulty = folder.resolve("faulty.yaml");
    Files.writeString(
        faulty,
        "sites:\n  a: {hosts: [a.test], java: x.Y, setings: z}\n  b: {java: x.Y, isolation: proces}\n");
    Insula.Result result = Insula.launch(List.of("check", faulty.toString()));
    assertEquals(78, result.status());
    assertTrue(result.output().contains("faulty.yaml:2:35: "), result.output());
    assertTrue(result.output().contains("Did you mean \"settings\"?"), result.output());
    assertTrue(result.output().contains("Did you mean \"process\"?"), result.output());
    assertEquals(
        0, Insula.launch(List.of("check", folder.resolve("insula.yaml").toString())).status());
  }

  @Test
  void wrongUsageAndAMissingHostHaveTheirOwnExitCodes() throws IOException {
    assertEquals(2, Insula.launch(List.of("stauts")).status());
    Insula.Result result =
        Insula.launch(List.of("status", "--control", folder.resolve("none.sock").toString()));
    assertEquals(69, result.status());
    assertFalse(result.output().contains("Exception"), result.output());
  }
}
