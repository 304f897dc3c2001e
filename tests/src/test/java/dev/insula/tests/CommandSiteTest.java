package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any program that serves HTTP is a site: it is told where to listen, watched, and ended whole. */
class CommandSiteTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    insula = Insula.run(manifest("insula.yaml"), Map.of("HOST_SECRET", "s3cret"));
  }

  private static Path manifest(String name) throws IOException {
    Path manifest = Files.createDirectories(folder.resolve(name + ".d")).resolve(name);
    Files.writeString(
        manifest,
        """
        sites:
          port: {hosts: [port.test], command: [python3, %1$s, "${port}"], settings: own.settings, env: {AT: "http://127.0.0.1:${port}/"}}
          socket: {hosts: [socket.test], command: [python3, %1$s, "${socket}"]}
          forking: {hosts: [forking.test], command: [sh, -c, "python3 %1$s $0; true", "${port}"]}
          deaf: {hosts: [deaf.test], command: [python3, %1$s, never, "${port}"], timeouts: {start: 1s}}
          broken: {hosts: [broken.test], command: [sh, -c, "exit 7", "${port}"]}
        """
            .formatted(Program.write(folder)));
    return manifest;
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @Test
  void listensOnThePortThatItIsGiven() throws IOException {
    Http.Reply where = insula.get("port.test", "/where");
    assertEquals(200, where.status());
    assertTrue(
        insula
            .get("port.test", "/env")
            .text()
            .contains("AT=http://127.0.0.1:" + where.text() + "/"));
  }

  @Test
  void listensOnTheSocketThatItIsGiven() throws IOException {
    assertTrue(Files.exists(Path.of(insula.get("socket.test", "/where").text())));
  }

  @Test
  void seesItsOwnEnvironmentOnly() throws IOException {
    List<String> names =
        insula.get("port.test", "/env").text().lines().map(line -> line.split("=", 2)[0]).toList();
    assertEquals(
        List.of("AT", "INSULA_START", "LANG", "PATH", "SETTINGS_MODULE", "TMPDIR"),
        names.stream().filter(name -> !name.equals("LC_CTYPE")).toList());
  }

  @Test
  void printsToItsLog() throws IOException {
    assertTrue(insula.command("logs", "port").output().contains("program starts on "));
  }

  @Test
  void aKilledProgramComesBackOnAnotherPortAndNoRequestIsLost() throws IOException {
    String before = insula.get("socket.test", "/pid").text();
    Insula.signal("KILL", Long.parseLong(before));
    Await.until(PATIENCE, () -> before + " is gone", () -> !isAlive(before));
    Http.Reply after = insula.get("socket.test", "/pid");
    assertEquals(200, after.status());
    assertNotEquals(before, after.text());
  }

  @Test
  void stoppingEndsGrandchildrenThatLeftTheGroup() throws IOException {
    String program = insula.get("forking.test", "/pid").text();
    String grandchild = insula.get("forking.test", "/fork").text();
    assertTrue(isAlive(grandchild));
    insula.command("stop", "forking");
    Await.until(PATIENCE, () -> "nothing is left", () -> !isAlive(program) && !isAlive(grandchild));
  }

  @Test
  void aProgramThatDoesNotListenIsToldWithItsReason() throws IOException {
    String status = insula.command("status", "deaf").output();
    assertTrue(status.contains("it was not ready in time: nothing listens on 127.0.0.1:"), status);
    assertEquals(503, insula.get("deaf.test", "/").status());
  }

  @Test
  void aProgramThatEndsAtOnceIsToldWithItsStatus() throws IOException {
    String status = insula.command("status", "broken").output();
    assertTrue(status.contains("it exited with status 7 while it started"), status);
  }

  @Test
  void aHostThatIsKilledLeavesNoProgram() throws IOException {
    try (Insula other = Insula.run(manifest("other.yaml"))) {
      String program = other.get("port.test", "/pid").text();
      String grandchild = other.get("port.test", "/fork").text();
      Insula.signal("KILL", other.pid());
      Await.until(
          PATIENCE, () -> "nothing is left", () -> !isAlive(program) && !isAlive(grandchild));
      assertFalse(isAlive(program));
    }
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }
}
