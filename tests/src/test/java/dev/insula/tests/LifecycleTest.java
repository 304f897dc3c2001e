package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens around the host: a second one, its own violent end, limits that it meets. */
class LifecycleTest {
  @TempDir Path folder;

  private Path manifest() throws IOException {
    Path classes = Sites.teller(folder);
    Files.writeString(
        folder.resolve("hello.py"),
        """
        def application(environ, start):
            start('200 OK', [])
            return [b'hello']
        """);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          inside: {hosts: [inside.test], java: site.Teller, path: %s, env: {MARK: "1"}}
          java: {hosts: [java.test], java: site.Teller, path: %1$s, isolation: process, env: {MARK: "1"}}
          python: {hosts: [python.test], wsgi: "hello:application", path: .}
        """
            .formatted(classes));
    return manifest;
  }

  @Test
  void aSecondHostIsKeptOutOfTheFirstOnesFolders() throws IOException {
    Path manifest = manifest();
    try (Insula first = Insula.run(manifest)) {
      Insula.Result second =
          Insula.launch(List.of("run", manifest.toString(), "--listen", "http://127.0.0.1:0"));
      assertEquals(1, second.status(), second.output());
      assertTrue(second.output().contains("another Insula runs with the state folder"));
      assertEquals("1", first.get("java.test", "/generation").text());
    }
  }

  @Test
  void noDaemonOutlivesAKilledHostAndTheNextOneStartsAtOnce() throws IOException {
    Path manifest = manifest();
    List<ProcessHandle> daemons;
    try (Insula killed = Insula.run(manifest)) {
      daemons = ProcessHandle.of(killed.pid()).orElseThrow().descendants().toList();
      assertTrue(daemons.size() >= 2, daemons.toString());
      Insula.signal("KILL", killed.pid());
      try (Insula next = Insula.run(manifest)) {
        assertEquals("1", next.get("java.test", "/generation").text());
        assertEquals("hello", next.get("python.test", "/").text());
      }
    }
    Await.until(
        Duration.ofSeconds(10),
        () -> "the end of " + daemons.stream().filter(ProcessHandle::isAlive).toList(),
        () -> daemons.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** R8: 250 clients have place with so few descriptors; 300 that say nothing keep nobody out. */
  @Test
  void clientsCannotUseUpTheDescriptors() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try (Insula insula = Insula.run(manifest(), Map.of(), List.of("prlimit", "--nofile=700:700"))) {
      for (int i = 0; i < 300; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), insula.port()));
      }
      for (String host : new String[] {"inside.test", "java.test", "python.test"}) {
        assertEquals(200, insula.get(host, "/").status());
      }
      Insula.Result status = insula.command("status");
      assertEquals(0, status.status(), status.output());
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }
}
