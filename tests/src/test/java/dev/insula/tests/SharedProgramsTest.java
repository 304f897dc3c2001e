package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 6 for web applications, servlets and programs: users and rooms of their own, too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedProgramsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path home;

  // Set before all tests.
  @SuppressWarnings("NullAway.Init")
  private Insula insula;

  private boolean started;

  @BeforeAll
  void start() throws Exception {
    SharedHost.prepare(home, "programs in shared hosting");
    SharedHost.secret(home.resolve("secret"), "hush-4712\n");
    Path war = Wars.teller(home);
    Path servlet = Wars.servlet(home);
    Path manifest =
        Files.writeString(
            home.resolve("insula.yaml"),
            """
            defaults: {isolation: process, timeouts: {start: 60s}}
            sites:
              port: {hosts: [port.test], command: [python3, %1$s, "${port}"], env: {WHAT: "$${HOME} on ${port}"}}
              closed: {hosts: [closed.test], command: [python3, %1$s, "${port}"], network: none, secrets: {KEY: secret}}
              socket: {hosts: [socket.test], command: [python3, %1$s, "${socket}"], network: none, settings: own.settings}
              war: {hosts: [war.test], war: %2$s, network: none, env: {WHO: env-war}, properties: {who: war}, settings: war.settings}
              named: {hosts: [named.test], command: [python3, %1$s, "${socket}"], network: none, user: daemon}
              boot: {hosts: [boot.test], boot: %4$s, network: none, settings: one, env: {MARK: of one, TOLD: "${port}"}, properties: {mark: a "property" of boot}, secrets: {KEY: secret}}
              open-boot: {hosts: [open-boot.test], boot: %4$s, env: {MARK: open, TOLD: "${port}"}, properties: {mark: an open property}}
              old: {hosts: [old.test], war: %5$s, migrate: javax, network: none, mounts: {/mounted: {war: %5$s}}}
              grower: {hosts: [grower.test], java: site.Grower, path: %6$s, network: none, %7$s}
              servlet: {hosts: [servlet.test], java: site.Alone, path: %3$s, network: none, properties: {who: servlet}}
            """
                .formatted(
                    Program.write(home),
                    war,
                    servlet,
                    BootJars.teller(),
                    Wars.old(home),
                    Grower.compile(home),
                    Grower.SETTINGS));
    insula = SharedHost.run(manifest);
    started = true;
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

  /** The processes of a site's user, which nobody else has. */
  private static List<Long> processes(String uid) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> status(pid).contains("Uid:\t" + uid + "\t"))
        .sorted()
        .toList();
  }

  private static String status(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status"));
    } catch (IOException e) {
      return "it is gone";
    }
  }

  private String user(String site) throws IOException {
    return SharedHost.user(insula, site);
  }

  @Test
  @Order(1)
  void aPortIsBridgedIntoANetworkOfItsOwn() throws IOException {
    int port = Integer.parseInt(get("closed", "/where"));
    assertTrue(port > 0);
    try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertFalse(client.isConnected(), "a neighbour can connect to port " + port);
    } catch (ConnectException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("refused"), e::toString);
    }
    assertTrue(get("closed", "/env").contains("KEY=hush-4712"));
  }

  @Test
  @Order(2)
  void aPortOfTheMachinesNetworkIsUsedDirectly() throws IOException {
    String port = get("port", "/where");
    assertTrue(get("port", "/env").contains("WHAT=$${HOME} on " + port));
  }

  @Test
  @Order(3)
  void aSocketNeedsNothingBetween() throws IOException {
    assertTrue(get("socket", "/where").contains("/sites/socket/"));
    List<String> names = get("socket", "/env").lines().map(line -> line.split("=", 2)[0]).toList();
    assertEquals(
        List.of("LANG", "PATH", "SETTINGS_MODULE"),
        names.stream().filter(name -> !List.of("LC_CTYPE", "PWD").contains(name)).toList());
    assertEquals("2", get("socket", "/pid"));
  }

  @Test
  @Order(4)
  void aWebApplicationRunsInItsRoom() throws IOException {
    assertTrue(get("war", "/tell/all").startsWith("war|env-war|"));
    assertTrue(get("war", "/page.jsp").startsWith("page of war, 2, war"));
    try (RawWebSocket socket = RawWebSocket.open(insula.port(), "war.test", "/echo")) {
      assertEquals("war says hallo", socket.ask("hallo"));
    }
  }

  @Test
  @Order(5)
  void aServletRunsInItsRoom() throws IOException {
    assertEquals("servlet at /a/b", get("servlet", "/a/b"));
  }

  @Test
  @Order(5)
  void aBootJarWithoutANetworkIsOutOfItsNeighboursReach() throws IOException {
    String told = get("boot", "/");
    assertTrue(told.startsWith("of one|a \"property\" of boot|[one]|"), told);
    String port = told.substring(told.lastIndexOf('|') + 1);
    assertTrue(told.endsWith("|" + port + "|" + port), told);
    assertThrows(
        ConnectException.class,
        () -> new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port)).close());
    for (long pid : processes(user("boot"))) {
      String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
      assertFalse(line.contains("property"), line);
    }
  }

  @Test
  @Order(5)
  void aBootJarOfTheMachinesNetworkIsUsedDirectly() throws IOException {
    String told = get("open-boot", "/");
    assertTrue(told.startsWith("open|an open property|"), told);
  }

  @Test
  @Order(5)
  void anOldWebApplicationIsMigratedByTheSitesOwnUser() throws IOException {
    String told = get("old", "/");
    assertEquals("once a javax servlet, now a jakarta.servlet.http.HttpServlet", told);
    assertEquals(told, get("old", "/mounted/"));
    assertEquals(0, insula.command("restart", "old").status());
    assertEquals(told, get("old", "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "closed", "socket", "war", "servlet", "boot", "old"})
  @Order(6)
  void everyProcessIsOfTheSitesOwnUserAndHasNoPrivilege(String site) throws IOException {
    String uid = user(site);
    assertTrue(uid.matches("19[0-9]{8}"), uid);
    List<Long> all = processes(uid);
    assertFalse(all.isEmpty());
    for (long pid : all) {
      String status = status(pid);
      assertTrue(status.contains("NoNewPrivs:\t1"), status);
      assertTrue(status.contains("CapBnd:\t0000000000000000"), status);
    }
  }

  /** A user that has a name, which every Linux system has. */
  @Test
  @Order(7)
  void aSiteMayBeANamedUser() throws IOException {
    assertTrue(get("named", "/where").contains("/sites/named/"));
    assertTrue(status(processes("1").getLast()).contains("Uid:\t1\t"));
  }

  @Test
  @Order(7)
  void whatAProgramPrintsIsInItsLog() throws IOException {
    assertTrue(insula.command("logs", "closed").output().contains("program starts on "));
  }

  @Test
  @Order(8)
  void aKilledProgramComesBack() throws IOException {
    String uid = user("closed");
    List<Long> before = processes(uid);
    Insula.signal("KILL", before.getLast());
    Await.until(
        PATIENCE,
        () -> "closed answers from new processes",
        () ->
            insula.get("closed.test", "/pid").status() == 200
                && processes(uid).stream().noneMatch(before::contains));
  }

  @Test
  @Order(8)
  void aJavaSiteThatGrowsIsReplacedWithoutAFailedRequest() throws Exception {
    String before = get("grower", "/");
    try (Load load = new Load(insula.port(), "grower.test")) {
      assertEquals(before, get("grower", "/grow"));
      Await.until(
          PATIENCE, () -> "another JVM than " + before, () -> !before.equals(get("grower", "/")));
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    String status = insula.command("status", "grower").output();
    assertTrue(status.contains("it held more memory than recycle.memory grants"), status);
  }

  @Test
  @Order(9)
  void aReloadWithoutAChangeReplacesNothing() throws IOException {
    String report = insula.command("reload").output();
    for (String site : List.of("port", "closed", "socket", "war", "servlet", "boot", "old")) {
      assertTrue(report.contains(site + ": unchanged"), report);
    }
  }

  @Test
  @Order(10)
  void aKilledFrontFindsItsProgramsRunning() throws IOException {
    List<Long> before =
        Stream.of(user("port"), user("socket"), user("closed"), user("war"))
            .flatMap(uid -> processes(uid).stream())
            .toList();
    ProcessHandle front =
        ProcessHandle.of(insula.pid())
            .orElseThrow()
            .children()
            .filter(child -> status(child.pid()).contains("Uid:\t65534\t"))
            .findFirst()
            .orElseThrow();
    Insula.signal("KILL", front.pid());
    Await.until(
        PATIENCE,
        () -> "a second front, in " + insula.output(),
        () -> insula.output().stream().filter("insula: ready"::equals).count() == 2);
    assertNotEquals("", get("port", "/where"));
    assertEquals("2", get("socket", "/pid"));
    assertTrue(get("war", "/tell/all").startsWith("war|"));
    List<Long> after =
        Stream.of(user("port"), user("socket"), user("closed"), user("war"))
            .flatMap(uid -> processes(uid).stream())
            .toList();
    assertEquals(before, after);
  }
}
