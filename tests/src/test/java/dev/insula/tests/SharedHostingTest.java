package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise 6: started by root, every site is a user of its own in a room of its own, and what its
 * code does to itself is not felt next door. The front is {@code nobody} here, so that the tests
 * need no user of their own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedHostingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "hush-4711";

  @TempDir private static Path home;

  // Set before all tests.
  @SuppressWarnings("NullAway.Init")
  private Insula insula;

  /** Who it is, what it was given, and how much of the network there is. */
  private static final String WHO =
      """
      package site;
      import com.sun.net.httpserver.*;
      import java.nio.file.*;
      public class Who implements HttpHandler {
        public void handle(HttpExchange x) throws java.io.IOException {
          String uid = Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("Uid:")).findFirst().orElse("").split("\\t")[1];
          long interfaces = java.net.NetworkInterface.networkInterfaces().filter(it -> !it.getName().equals("lo")).count();
          String text = "uid=" + uid + " key=" + System.getenv("KEY") + " interfaces=" + interfaces;
          x.sendResponseHeaders(200, text.length());
          x.getResponseBody().write(text.getBytes("UTF-8"));
          x.close();
        }
      }
      """;

  private boolean started;

  @BeforeAll
  void start() throws IOException {
    SharedHost.prepare(home, "every test of shared hosting");
    for (String site : List.of("alpha", "beta", "victim")) {
      Path folder = Files.createDirectory(home.resolve(site));
      Files.writeString(folder.resolve("room.py"), script());
    }
    JavaSite.compile(home, "Who", WHO);
    Path secret = Files.writeString(home.resolve("victim/secret.txt"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path manifest = Files.writeString(home.resolve("insula.yaml"), manifest(""));
    insula = SharedHost.run(manifest);
    started = true;
  }

  private static String manifest(String more) {
    return """
    defaults: {timeouts: {start: 60s}}
    sites:
      alpha:
        hosts: [alpha.test]
        wsgi: room
        path: alpha
        network: none
        limits: {memory: 96MiB, cpu: 40%, tasks: 32}
      beta: {hosts: [beta.test], wsgi: room, path: beta}
      victim:
        hosts: [victim.test]
        wsgi: room
        path: victim
        secrets: {KEY: victim/secret.txt}
      mixed:
        hosts: [mixed.test]
        wsgi: room
        path: beta
        network: none
        secrets: {KEY: victim/secret.txt}
        mounts: {/java: {java: site.Who, path: classes}}
    """
        + more;
  }

  private static String script() throws IOException {
    try (var in = Objects.requireNonNull(SharedHostingTest.class.getResourceAsStream("room.py"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (started) {
      insula.close();
    }
  }

  private String get(String site, String path) throws IOException {
    Http.Reply reply = insula.get(site + ".test", path);
    assertEquals(200, reply.status(), reply.text());
    return reply.text();
  }

  @Test
  @Order(1)
  void everySiteIsAUserOfItsOwnWithoutAnyPrivilege() throws IOException {
    String rest = " caps=0000000000000000 no-new-privs=1";
    String alpha = get("alpha", "/who");
    String beta = get("beta", "/who");
    for (String who : List.of(alpha, beta)) {
      assertTrue(who.matches("uid=19[0-9]{8}" + rest), who);
    }
    assertNotEquals(alpha, beta);
  }

  @Test
  @Order(1)
  void aMountedJavaApplicationIsTheSiteItself() throws IOException {
    String uid = get("mixed", "/who").split(" ", 2)[0];
    assertEquals(uid + " key=" + SECRET + " interfaces=0", get("mixed", "/java/x"));
  }

  @Test
  @Order(2)
  void theFrontHasNoPrivilegeEither() throws IOException {
    String status = Files.readString(Path.of("/proc/" + front() + "/status"));
    assertTrue(status.contains("Uid:\t65534\t65534\t65534\t65534"), status);
    assertTrue(status.contains("CapBnd:\t0000000000000400"), status);
    assertTrue(status.contains("NoNewPrivs:\t1"), status);
  }

  private long front() {
    return ProcessHandle.of(insula.pid())
        .orElseThrow()
        .children()
        .filter(child -> child.info().arguments().map(List::of).orElse(List.of()).contains("run"))
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }

  /** What the attacker finds, without a network and with one. */
  private static final String FOUND =
      """
      settings-file   ENOENT       ENOENT
      write-folder    ENOENT       ENOENT
      own-code        EACCES       EACCES
      log             ENOENT       ENOENT
      state           ENOENT       ENOENT
      plans           ENOENT       ENOENT
      site-socket     ENOENT       ENOENT
      control-socket  ENOENT       ENOENT
      spawner-socket  ENOENT       ENOENT
      front-port      ECONNREFUSED OPEN
      abstract-socket ECONNREFUSED ECONNREFUSED
      environ         ENOENT       ENOENT
      cmdline         ENOENT       ENOENT
      memory          ENOENT       ENOENT
      signal          ESRCH        ESRCH
      ptrace          ESRCH        ESRCH
      shadow          ENOENT       ENOENT
      setuid          EINVAL       EINVAL
      mount           EPERM        EPERM
      user-namespace  ENOSPC       ENOSPC
      """;

  @Test
  @Order(3)
  void noAttackReachesTheNeighbour() throws IOException {
    get("victim", "/who");
    String query = "/attack?" + order();
    Map<String, String> closed = new TreeMap<>();
    Map<String, String> open = new TreeMap<>();
    for (String row : FOUND.lines().toList()) {
      String[] columns = row.split(" +", -1);
      closed.put(columns[0], columns[1]);
      open.put(columns[0], columns[2]);
    }
    assertEquals(closed, found(get("alpha", query)));
    assertEquals(open, found(get("beta", query)));
  }

  private static Map<String, String> found(String text) {
    return new TreeMap<>(
        text.lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1])));
  }

  private String order() throws IOException {
    Path run = runFolder();
    Path socket;
    try (Stream<Path> sockets = Files.list(run.resolve("sites/victim"))) {
      socket = sockets.findFirst().orElseThrow();
    }
    return "pid=%d&folder=%s&log=%s&state=%s&plans=%s&socket=%s&control=%s&spawner=%s&port=%d"
        .formatted(
            victimProcess(),
            home.resolve("victim"),
            run.resolve("log/victim.log"),
            home.resolve(".insula"),
            run.resolve("plans"),
            socket,
            insula.controlSocket(),
            run.resolve("spawner/socket"),
            insula.port());
  }

  private Path runFolder() {
    return insula.output().stream()
        .filter(line -> line.startsWith("insula-spawner: ready on "))
        .map(line -> Path.of(line.substring("insula-spawner: ready on ".length())))
        .map(socket -> Objects.requireNonNull(socket.resolve("../..").normalize()))
        .findFirst()
        .orElseThrow();
  }

  private long victimProcess() {
    String start =
        insula.output().stream()
            .filter(line -> line.startsWith("insula-spawner: started victim "))
            .reduce((_, last) -> last)
            .orElseThrow();
    long outer = Long.parseLong(start.replaceFirst(".* pid=([0-9]+).*", "$1"));
    return ProcessHandle.of(outer)
        .orElseThrow()
        .descendants()
        .mapToLong(ProcessHandle::pid)
        .max()
        .orElseThrow();
  }

  @Test
  @Order(4)
  void aSecretIsSeenByItsSiteAlone() throws IOException {
    assertEquals(SECRET + " started-with=False", get("victim", "/secret"));
    assertEquals("None started-with=False", get("alpha", "/secret"));
    assertFalse(insula.command("status", "--json").output().contains(SECRET));
    assertFalse(insula.command("explain", "http://victim.test/").output().contains(SECRET));
    assertFalse(String.join("\n", insula.output()).contains(SECRET));
    assertFalse(Files.readString(runFolder().resolve("plans/victim.plan")).contains(SECRET));
    assertFalse(Files.readString(runFolder().resolve("log/victim.log")).contains(SECRET));
    String arguments = Files.readString(Path.of("/proc/" + victimProcess() + "/cmdline"));
    assertFalse(arguments.contains(SECRET));
  }

  @Test
  @Order(5)
  void aChangedSecretReachesItsSiteByReload() throws IOException {
    Files.writeString(home.resolve("victim/secret.txt"), "another\n");
    String report = insula.command("reload").output();
    assertTrue(report.contains("victim: replaced"), report);
    assertTrue(report.contains("alpha: unchanged"), report);
    assertEquals("another started-with=False", get("victim", "/secret"));
  }

  @ParameterizedTest
  @Order(6)
  @CsvSource({
    "fork, '[0-9]+ EAGAIN'",
    "descriptors, EMFILE",
    "disk, ENOSPC",
    "log, flooded",
    "processor, burning"
  })
  void aBombMeetsItsOwnLimitAndIsNotFeltNextDoor(String bomb, String end) throws IOException {
    get("alpha", "/who");
    try (var load = new Load(insula.port(), "beta.test")) {
      String said = get("alpha", "/" + bomb);
      load.finish();
      assertEquals(List.of(), load.failures());
      assertTrue(load.answers() > 0);
      assertTrue(said.matches(end), said);
    }
  }

  @Test
  @Order(7)
  void aMemoryBombIsKilledAndTheSiteComesBack() throws IOException {
    // A new process: the one before still burns what it may of the processor.
    insula.command("restart", "alpha");
    try (var load = new Load(insula.port(), "beta.test")) {
      int status = insula.get("alpha.test", "/memory").status();
      Await.until(
          PATIENCE,
          () -> "alpha answers again",
          () -> insula.get("alpha.test", "/who").status() == 200);
      load.finish();
      assertTrue(status >= 500, "status " + status);
      assertEquals(List.of(), load.failures());
    }
  }

  @Test
  @Order(8)
  void reloadTakesInANewSiteWithAUserOfItsOwn() throws IOException {
    insula.rewrite(manifest("  gamma: {hosts: [gamma.test], wsgi: room, path: beta}\n"));
    String report = insula.command("reload").output();
    assertTrue(report.contains("gamma: added"), report);
    assertNotEquals(get("beta", "/who"), get("gamma", "/who"));
  }

  @Test
  @Order(9)
  void theDoctorFindsNoLeak() throws IOException {
    String table = SharedHost.withoutLeak(home, 5);
    assertTrue(table.contains("ptrace                 closed (20 tries)"), table);
    assertTrue(table.contains("authentication         closed (60 tries)"), table);
    // Of the one site that runs Java.
    assertTrue(table.contains("system property        closed (16 tries)"), table);
    assertTrue(
        table.contains("no System property was planted for alpha, beta, victim, gamma"), table);
    assertFalse(table.contains("the canary"), table);
  }

  @Test
  @Order(9)
  void aManifestThatOthersCanWriteIsNotFollowed() throws IOException {
    Path manifest = home.resolve("insula.yaml");
    Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-rw-rw-"));
    Insula.Result result = insula.command("reload");
    assertNotEquals(0, result.status());
    assertTrue(result.output().contains("can be written by others than root"), result.output());
    Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  @Order(10)
  void aKilledFrontComesBackAndFindsItsSitesRunning() throws IOException {
    String before = Long.toString(victimProcess());
    Insula.signal("KILL", front());
    Await.until(
        PATIENCE,
        () -> "a second front, in " + insula.output(),
        () -> insula.output().stream().filter("insula: ready"::equals).count() == 2);
    assertEquals(before, Long.toString(victimProcess()));
  }

  @Test
  @Order(11)
  void nothingIsLeftWhenItIsStopped() throws IOException {
    Path run = runFolder();
    assertTrue(Files.exists(run.resolve("spawner/socket")));
    insula.stop();
    try (Stream<Path> sites = Files.list(run.resolve("sites"))) {
      for (Path site : sites.toList()) {
        try (Stream<Path> left = Files.list(site)) {
          assertEquals(List.of(), left.toList());
        }
      }
    }
    Await.until(
        PATIENCE,
        () -> "no process of a site is left",
        () -> ProcessHandle.allProcesses().noneMatch(SharedHostingTest::isOfASite));
  }

  private static boolean isOfASite(ProcessHandle process) {
    return process.info().user().filter(user -> user.matches("19000000[0-9]{2}")).isPresent()
        && process
            .info()
            .arguments()
            .map(a -> String.join(" ", a).contains(home.toString()))
            .orElse(false);
  }
}
