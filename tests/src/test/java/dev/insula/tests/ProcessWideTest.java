package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes to what a JVM has only once are told by name, before a site runs and while it does. */
class ProcessWideTest {
  private static final String MEMBER = "java.security.Security.setProperty(String, String)";
  private static final String PLACE = "site.Writer.write(Writer.java:5)";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String WRITER =
      """
      package site;
      import com.sun.net.httpserver.*;
      public final class Writer implements HttpHandler {
        static void write() {
          java.security.Security.setProperty("site.own", "1");
        }
        public void handle(HttpExchange x) throws java.io.IOException {
          String text = "let";
          try { write(); } catch (SecurityException e) { text = e.getMessage(); }
          x.sendResponseHeaders(200, text.length());
          x.getResponseBody().write(text.getBytes());
          x.close();
        }
      }
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    JavaSite.compile(folder, "Writer", WRITER);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        defaults: {path: classes}
        sites:
          recorded: {hosts: [recorded.test], java: site.Writer}
          warned: {hosts: [warned.test], java: site.Writer, process-wide: warn}
          denied:
            hosts: [denied.test]
            java: site.Writer
            process-wide: deny
          alone: {hosts: [alone.test], java: site.Writer, isolation: process}
          refused:
            hosts: [refused.test]
            java: site.Writer
            isolation: process
            process-wide: deny
        """);
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static void awaitTold(String site, String what) {
    Await.until(
        PATIENCE, () -> what + " in the status of " + site, () -> status(site).contains(what));
  }

  private static String status(String site) {
    try {
      return insula.command("status", site).output();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aWriteIsTheStatusAndTheExplanationAndTheLogOfItsSiteOnly() throws IOException {
    assertEquals("let", insula.get("recorded.test", "/").text());
    assertEquals("let", insula.get("recorded.test", "/").text());
    String told = "it changed what the whole JVM shares: " + MEMBER + " called by " + PLACE;
    awaitTold("recorded", "recorded: " + told);
    String explained = insula.command("explain", "http://recorded.test/").output();
    assertTrue(explained.contains(told), explained);
    String log = Files.readString(insula.log("recorded"));
    assertEquals(1, log.lines().filter(("insula: " + told)::equals).count(), log);
    assertTrue(insula.output().stream().noneMatch(line -> line.contains("Site recorded: it chan")));
  }

  @Test
  void aWarningStandsOnTheHostsLogAsWell() throws IOException {
    assertEquals("let", insula.get("warned.test", "/").text());
    awaitTold("warned", MEMBER);
    Await.until(
        PATIENCE,
        () -> "a warning in " + insula.output(),
        () ->
            insula.output().stream()
                .anyMatch(
                    line -> line.contains("Site warned: it changed") && line.contains(PLACE)));
  }

  @Test
  void aDeniedWriteNamesTheMemberAndTheLineOfTheManifest() throws IOException {
    String answer = insula.get("denied.test", "/").text();
    assertTrue(answer.startsWith("Site denied may not call " + MEMBER), answer);
    assertTrue(answer.contains("sites.denied.process-wide is \"deny\" (insula.yaml:8:19)"), answer);
    awaitTold("denied", "it was not let change what the whole JVM shares: " + MEMBER);
  }

  @Test
  void inAProcessOfItsOwnOnlyTheManifestDenies() throws IOException {
    assertEquals("let", insula.get("alone.test", "/").text());
    String answer = insula.get("refused.test", "/").text();
    assertTrue(answer.contains("(insula.yaml:14:19)"), answer);
    awaitTold("refused", MEMBER);
    assertTrue(!status("alone").contains(MEMBER), status("alone"));
  }

  @Test
  void checkSiteFindsItBeforeTheSiteRuns() throws IOException {
    String manifest = folder.resolve("insula.yaml").toString();
    Insula.Result recorded = Insula.launch(List.of("check-site", manifest, "recorded"));
    assertEquals(1, recorded.status(), recorded.output());
    assertTrue(recorded.output().contains("isolation: process is recommended"), recorded.output());
    assertTrue(recorded.output().contains("because site.Writer in classes uses " + MEMBER));
    Insula.Result alone = Insula.launch(List.of("check-site", manifest, "alone"));
    assertEquals(0, alone.status(), alone.output());
    String path = folder.resolve("classes").toString();
    Insula.Result json = Insula.launch(List.of("check-site", path, "--json"));
    assertEquals(1, json.status(), json.output());
    assertTrue(json.output().contains("\"recommended\":\"process\""), json.output());
    assertTrue(json.output().contains("\"class\":\"site.Writer\""), json.output());
    assertEquals(2, Insula.launch(List.of("check-site", manifest, "nobody")).status());
  }
}
