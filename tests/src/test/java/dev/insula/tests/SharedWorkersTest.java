package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sites of several lean processes as users of their own: one room and one limit for all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedWorkersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WORKERS = 3;
  private static final String APPLICATION =
      """
      import os
      def application(environ, start_response):
          if environ["PATH_INFO"] == "/hog":
              hoard = [bytearray(os.urandom(1 << 20)) for _ in range(400)]
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [str(os.getpid()).encode()]
      """;

  @TempDir private static Path home;

  // Set before all tests.
  @SuppressWarnings("NullAway.Init")
  private Insula insula;

  private boolean started;

  @BeforeAll
  void start() throws IOException {
    SharedHost.prepare(home, "several processes in shared hosting");
    Files.writeString(Files.createDirectory(home.resolve("code")).resolve("app.py"), APPLICATION);
    Path manifest =
        Files.writeString(
            home.resolve("insula.yaml"),
            """
            defaults: {path: code, processes: 3, threads: 2, network: none, timeouts: {start: 60s}}
            sites:
              lean: {hosts: [lean.test], wsgi: app, limits: {memory: 200MiB, tasks: 40}}
              worn: {hosts: [worn.test], wsgi: app, recycle: {requests: 40}}
            """);
    insula = SharedHost.run(manifest);
    started = true;
  }

  @AfterAll
  void stop() throws IOException {
    if (started) {
      insula.close();
    }
  }

  private String user(String site) throws IOException {
    return SharedHost.user(insula, site);
  }

  private static String status(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status"));
    } catch (IOException e) {
      return "it is gone";
    }
  }

  private static List<Long> processes(String uid) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> status(pid).contains("Uid:\t" + uid + "\t"))
        .toList();
  }

  /** The site's own program, which is number 2 in its room; the first is the sandbox's. */
  private static long head(String uid) {
    return processes(uid).stream().filter(pid -> isInRoomAs(pid, 2)).findFirst().orElse(0L);
  }

  private static boolean isInRoomAs(long pid, long number) {
    return status(pid).lines().anyMatch(l -> l.startsWith("NSpid:") && l.endsWith("\t" + number));
  }

  private static Set<Long> workers(String uid) {
    return ProcessHandle.of(head(uid)).stream()
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void awaitAnotherFor(String uid, long gone, Set<Long> before) {
    Await.until(
        PATIENCE,
        () -> "another worker for %d of %s, now %s".formatted(gone, before, workers(uid)),
        () -> {
          Set<Long> now = workers(uid);
          return now.size() == WORKERS && !now.contains(gone);
        });
    Set<Long> stayed = workers(uid);
    stayed.retainAll(before);
    assertEquals(WORKERS - 1, stayed.size(), () -> before + " and now " + workers(uid));
  }

  @Test
  @Order(1)
  void allAreInOneRoomUnderTheSameLimits() throws IOException {
    String uid = user("lean");
    assertEquals(WORKERS, workers(uid).size());
    Set<String> groups = new TreeSet<>();
    for (long pid : processes(uid)) {
      groups.add(Files.readString(Path.of("/proc/" + pid + "/cgroup")));
      assertTrue(status(pid).contains("CapBnd:\t0000000000000000"), status(pid));
    }
    assertEquals(1, groups.size(), groups::toString);
    assertTrue(groups.toString().contains("/lean."), groups::toString);
  }

  @Test
  @Order(2)
  void onlyAKilledOneIsReplaced() throws Exception {
    String uid = user("lean");
    long head = head(uid);
    Set<Long> before = workers(uid);
    long inRoom = Long.parseLong(insula.get("lean.test", "/").text());
    long killed = before.stream().filter(pid -> isInRoomAs(pid, inRoom)).findFirst().orElseThrow();
    try (Load load = new Load(insula.port(), "worn.test")) {
      Insula.signal("KILL", killed);
      awaitAnotherFor(uid, killed, before);
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    assertEquals(head, head(uid));
  }

  @Test
  @Order(3)
  void oneThatUsesUpTheMemoryOfAllIsEndedAndReplaced() throws Exception {
    String uid = user("lean");
    long head = head(uid);
    Set<Long> before = workers(uid);
    // Not a GET, which another worker would be asked as well.
    try (Http http = new Http(insula.port())) {
      assertEquals(502, http.exchange("POST", "lean.test", "/hog", new byte[0]).status());
    }
    Await.until(
        PATIENCE,
        () -> "others than " + before,
        () -> workers(uid).size() == WORKERS && !workers(uid).equals(before));
    Set<Long> stayed = workers(uid);
    stayed.retainAll(before);
    assertEquals(WORKERS - 1, stayed.size());
    assertEquals(head, head(uid));
    Await.until(
        PATIENCE,
        () -> "status says why",
        () -> insula.command("status", "lean").output().contains("limits.memory was used up"));
    assertEquals(200, insula.get("lean.test", "/").status());
  }

  @Test
  @Order(4)
  void wornOnesGiveWayOneByOneAndNoRequestIsLost() throws Exception {
    String uid = user("worn");
    long head = head(uid);
    Set<Long> before = workers(uid);
    try (Load load = new Load(insula.port(), "worn.test")) {
      Await.until(
          PATIENCE,
          () -> "all of " + before + " have left",
          () -> workers(uid).stream().noneMatch(before::contains));
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    assertEquals(head, head(uid));
  }
}
