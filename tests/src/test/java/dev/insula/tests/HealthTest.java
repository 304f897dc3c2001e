package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generation that is not well gets no request, and one that falls ill is replaced. */
class HealthTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path status;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Insula insula;

  @BeforeEach
  void start() throws IOException {
    status = folder.resolve("status");
    Files.writeString(status, "200");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest("1"));
    insula = Insula.run(manifest);
  }

  @AfterEach
  void stop() throws IOException {
    insula.close();
  }

  private String manifest(String mark) throws IOException {
    return """
    sites:
      program:
        hosts: [program.test]
        command: [python3, %s, "${port}"]
        env: {MARK: "%s", HEALTH: %s}
        timeouts: {start: 4s, drain: 1s}
        health: {path: /healthz, every: 100ms}
      inside: {hosts: [inside.test], java: site.Teller, path: %s, health: {path: /static, within: 20s}}
      odd: {hosts: [odd.test], java: site.Teller, path: %4$s, timeouts: {start: 2s}, health: {path: /, expect: 204}}
    """
        .formatted(Program.write(folder), mark, status, Sites.teller(folder));
  }

  @Test
  void anUnhealthyNewGenerationGetsNoTrafficAndTheOldOneStays() throws IOException {
    // The old generation must not see the change, so that only the new one is ill.
    Path other = folder.resolve("other");
    Files.writeString(other, "500");
    insula.rewrite(manifest("2").replace(status.toString(), other.toString()));
    Insula.Result reload = insula.command("reload");
    assertEquals(1, reload.status());
    assertTrue(
        reload
            .output()
            .contains("it was not ready in time: GET /healthz was answered with 500, not 200"),
        reload.output());
    assertEquals("1", insula.get("program.test", "/mark").text());
  }

  @Test
  void aGenerationThatFallsIllIsReplacedAndStatusSaysWhy() throws Exception {
    String before = insula.get("program.test", "/pid").text();
    try (Load load = new Load(insula.port(), "program.test")) {
      Files.writeString(status, "500");
      Await.until(
          PATIENCE,
          () -> "a candidate",
          () -> insula.command("status", "program", "--json").output().contains("\"candidate\":{"));
      Files.writeString(status, "200");
      Await.until(
          PATIENCE,
          () -> "another process than " + before,
          () -> !insula.get("program.test", "/pid").text().equals(before));
      load.finish();
      assertEquals(java.util.List.of(), load.failures());
    }
    String told = insula.command("status", "program").output();
    assertTrue(told.contains("it was not well: GET /healthz was answered with 500"), told);
  }

  @Test
  void aSiteInsideTheHostsJvmIsAskedAsWell() throws IOException {
    assertEquals(200, insula.get("inside.test", "/").status());
    assertEquals(503, insula.get("odd.test", "/").status());
    String told = insula.command("status", "odd").output();
    assertTrue(told.contains("GET / was answered with 200, not 204"), told);
  }
}
