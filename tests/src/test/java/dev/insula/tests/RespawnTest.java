package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises 4 and 5: a death of one site's process disturbs no other site, and heals by itself. */
class RespawnTest {
  private static final Pattern PID = Pattern.compile("\"pids\":\\[(\\d+)");

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path classes = Sites.teller(folder);
    Path alpha = Sites.django(folder, "alpha");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          quiet: {hosts: [quiet.test], java: site.Teller, path: %1$s}
          daemon: {hosts: [daemon.test], java: site.Teller, path: %1$s, isolation: process, settings: d.settings}
          django: {hosts: [alpha.test], wsgi: "alpha.wsgi:application", path: %2$s, settings: alpha.settings}
        """
            .formatted(classes, alpha));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @Test
  void aKilledJavaDaemonComesBackWhileAnotherSiteLosesNothing() throws Exception {
    killAndAwaitRecovery("daemon", "daemon.test", "/");
  }

  @Test
  void aKilledDjangoDaemonComesBackWhileAnotherSiteLosesNothing() throws Exception {
    killAndAwaitRecovery("django", "alpha.test", "/who");
  }

  private static void killAndAwaitRecovery(String site, String host, String path) throws Exception {
    long before = pid(site);
    try (Load load = new Load(insula.port(), "quiet.test")) {
      Insula.signal("KILL", before);
      // Sent while no process is there: it waits for the new one.
      assertEquals(200, firstAnswerOf(host, path, before, site).status());
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    assertNotEquals(before, pid(site));
  }

  private static Http.Reply firstAnswerOf(String host, String path, long before, String site)
      throws IOException {
    Await.until(
        java.time.Duration.ofSeconds(30),
        () -> "the death of " + before + " was noticed",
        () ->
            !ProcessHandle.of(before).map(ProcessHandle::isAlive).orElse(false)
                && pid(site) != before);
    return insula.get(host, path);
  }

  private static long pid(String site) throws IOException {
    String status = insula.command("status", site, "--json").output();
    Matcher pid = PID.matcher(status);
    return pid.find() ? Long.parseLong(pid.group(1)) : 0;
  }

  /** However many requests are under way at once. */
  @Test
  void aJavaDaemonIsReachedOverOneConnectionForEachThreadOfTheFront() throws Exception {
    String[] clients = new String[12];
    Arrays.fill(clients, "daemon.test");
    try (Load load = new Load(insula.port(), clients)) {
      Await.until(
          java.time.Duration.ofSeconds(30), () -> "few answers", () -> load.answers() > 2000);
      int connections = connections(pid("daemon"));
      int threads = Runtime.getRuntime().availableProcessors();
      assertTrue(connections >= 1 && connections <= threads, connections + " connections");
      load.finish();
      assertEquals(List.of(), load.failures());
    }
  }

  /** The connections that a process has accepted on Unix domain sockets. */
  private static int connections(long pid) throws IOException {
    Set<String> open = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files.toList()) {
        open.add(Files.readSymbolicLink(file).toString());
      }
    }
    int count = 0;
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/unix"))) {
      String[] words = line.strip().split(" +", -1);
      boolean accepted = words.length == 8 && words[5].equals("03");
      count += accepted && open.contains("socket:[" + words[6] + "]") ? 1 : 0;
    }
    return count;
  }

  @Test
  void systemExitEndsOnlyTheSiteThatCalledIt() throws Exception {
    Path manifest = folder.resolve("exit").resolve("insula.yaml");
    Files.createDirectories(manifest.getParent());
    Files.writeString(
        manifest,
        """
        sites:
          one: {hosts: [one.test], java: site.Teller, path: %1$s}
          two: {hosts: [two.test], java: site.Teller, path: %1$s}
        """
            .formatted(folder.resolve("classes")));
    try (Insula host = Insula.run(manifest);
        Load load = new Load(host.port(), "two.test")) {
      int status = host.get("one.test", "/exit").status();
      assertTrue(status >= 500, "answered " + status);
      Await.until(
          java.time.Duration.ofSeconds(30),
          () -> "one.test is back",
          () -> host.get("one.test", "/").status() == 200);
      load.finish();
      assertEquals(List.of(), load.failures());
    }
  }
}
