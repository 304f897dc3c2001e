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
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Promises 1, 4 and 6 for sites that share one daemon process, as one user of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedGroupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PID = Pattern.compile("\"pids\":\\[(\\d+)");
  private static final Pattern GENERATION = Pattern.compile("\"generation\":(\\d+)");
  private static final List<String> MEMBERS = List.of("one", "two", "web");
  private static final String MEMBER =
      """
      package site;
      import com.sun.net.httpserver.*;
      public class Member implements HttpHandler {
        public void handle(HttpExchange exchange) throws java.io.IOException {
          if (exchange.getRequestURI().getPath().equals("/exit")) System.exit(3);
          System.setProperty("last", System.getenv("MARK"));
          byte[] text = (System.getenv("MARK") + "|" + System.getProperty("settings.module") + "|"
              + System.getProperty("last") + "|" + System.getenv("KEY") + "|"
              + System.getProperty("java.io.tmpdir") + "|" + Runtime.getRuntime().maxMemory()).getBytes();
          System.out.println("seen by " + System.getenv("MARK"));
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        }
      }
      """;

  private static final String PLAIN =
      """
      def application(environ, start_response):
          start_response('200 OK', [])
          return [b'plain']
      """;

  @TempDir private static Path home;

  // Set before all tests.
  @SuppressWarnings("NullAway.Init")
  private Insula insula;

  @SuppressWarnings("NullAway.Init")
  private Path classes;

  @SuppressWarnings("NullAway.Init")
  private Path war;

  @SuppressWarnings("NullAway.Init")
  private Path boot;

  @SuppressWarnings("NullAway.Init")
  private Path old;

  private boolean started;

  @BeforeAll
  void start() throws Exception {
    SharedHost.prepare(home, "groups in shared hosting");
    SharedHost.secret(home.resolve("secret"), "hush-4713\n");
    classes = JavaSite.compile(home, "Member", MEMBER);
    war = Wars.teller(home);
    boot = BootJars.teller();
    old = Wars.old(home);
    Files.writeString(Files.createDirectory(home.resolve("plain")).resolve("app.py"), PLAIN);
    Path manifest = Files.writeString(home.resolve("insula.yaml"), manifest("first"));
    insula = SharedHost.run(manifest);
    started = true;
  }

  private String manifest(String mark) {
    return """
    defaults: {isolation: process, network: none, process: {group: acme}, timeouts: {start: 60s}}
    sites:
      one: {hosts: [one.test], java: site.Member, path: %1$s, settings: one.settings, env: {MARK: %3$s}, secrets: {KEY: secret}}
      two: {hosts: [two.test], java: site.Member, path: %1$s, settings: two.settings, env: {MARK: two}}
      web: {hosts: [web.test], war: %2$s, properties: {who: web}, env: {WHO: env-web}}
      alone: {hosts: [alone.test], java: site.Member, path: %1$s, env: {MARK: alone}, process: {group: other}}
      plain: {hosts: [plain.test], wsgi: "app:application", path: plain}
      boot: {hosts: [boot.test], boot: %4$s, %6$s, settings: one, env: {MARK: %3$s, TOLD: "${port}"}, properties: {mark: a "property" of boot}, secrets: {KEY: secret}}
      more: {hosts: [more.test], boot: %4$s, %6$s, env: {MARK: more, TOLD: "${port}"}}
      old: {hosts: [old.test], war: %5$s, migrate: javax, %6$s, env: {MARK: %3$s}, mounts: {/mounted: {war: %5$s}}}
      open: {hosts: [open.test], boot: %4$s, network: host, process: {group: open}, env: {MARK: open, TOLD: "${port}"}}
    """
        .formatted(
            classes, war, mark, boot, old, "process: {group: mixed}, limits: {memory: 768MiB}");
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

  private Set<String> pids() {
    return MEMBERS.stream().map(name -> insula.status(name, PID)).collect(Collectors.toSet());
  }

  @Test
  @Order(1)
  void membersShareOneProcessAndNothingElse() throws IOException {
    assertEquals(1, pids().size(), pids()::toString);
    assertTrue(get("one", "/").startsWith("first|one.settings|first|hush-4713|/tmp/one|"));
    assertTrue(get("two", "/").startsWith("two|two.settings|two|null|/tmp/two|"));
    assertTrue(get("web", "/tell/all").startsWith("web|env-web|"));
    assertTrue(get("web", "/page.jsp").startsWith("page of web"));
    assertTrue(get("alone", "/").startsWith("alone|"));
    assertNotEquals(pids(), Set.of(insula.status("alone", PID)));
    String log = insula.command("logs", "one").output();
    assertTrue(log.contains("[one] seen by first\n") && log.contains("[two] seen by two\n"), log);
  }

  @Test
  @Order(2)
  void aGroupIsAUserOfItsOwnWithoutAnyPrivilege() throws IOException {
    Pattern uid = Pattern.compile("\\(uid (19\\d{8})\\)");
    String group = insula.status("one", uid);
    assertNotEquals("", group);
    assertEquals(group, insula.status("web", uid));
    assertNotEquals(group, insula.status("alone", uid));
    String process = Files.readString(Path.of("/proc/" + insula.status("one", PID) + "/status"));
    assertTrue(process.contains("Uid:\t" + group + "\t"), process);
    assertTrue(process.contains("CapBnd:\t0000000000000000"), process);
  }

  @Test
  @Order(3)
  void theJvmKnowsTheLimitAndStatusTellsWhatIsUsed() throws IOException {
    String told = get("two", "/");
    long heap = Long.parseLong(told.substring(told.lastIndexOf('|') + 1));
    assertTrue(heap < 512L << 20, "a heap of " + heap);
    long memory = Long.parseLong(insula.status("two", Pattern.compile("\"memory\":(\\d+)")));
    assertTrue(memory > 10 << 20 && memory < 512 << 20, "memory of " + memory);
    long tasks = Long.parseLong(insula.status("two", Pattern.compile("\"tasks\":(\\d+)")));
    assertTrue(tasks > 5 && tasks <= 256, "tasks: " + tasks);
    assertTrue(insula.command("status").output().contains("TASKS"));
  }

  @Test
  @Order(4)
  void aMembersReloadRestartAndExitTouchOnlyThisMember() throws Exception {
    Set<String> before = pids();
    try (Load load = new Load(insula.port(), "two.test", "alone.test")) {
      insula.rewrite(manifest("second"));
      Insula.Result reload = insula.command("reload");
      assertTrue(reload.output().contains("two: unchanged"), reload.output());
      assertTrue(get("one", "/").startsWith("second|"));
      assertEquals(0, insula.command("restart", "web").status());
      assertTrue(get("web", "/page.jsp").startsWith("page of web"));
      int answered = insula.get("one.test", "/exit").status();
      assertTrue(answered >= 500, "answered " + answered);
      Await.until(PATIENCE, () -> "one is back", () -> insula.get("one.test", "/").status() == 200);
      load.finish();
      assertTrue(load.answers() > 0);
      assertEquals(List.of(), load.failures());
    }
    assertEquals(before, pids());
    assertEquals("1", insula.status("two", GENERATION));
  }

  @Test
  @Order(6)
  void aKilledFrontFindsItsGroupRunning() throws IOException {
    Set<String> before = pids();
    ProcessHandle front =
        ProcessHandle.of(insula.pid())
            .orElseThrow()
            .children()
            .filter(child -> isOfNobody(child.pid()))
            .findFirst()
            .orElseThrow();
    Insula.signal("KILL", front.pid());
    Await.until(
        PATIENCE,
        () -> "a second front, in " + insula.output(),
        () -> insula.output().stream().filter("insula: ready"::equals).count() == 2);
    assertTrue(get("one", "/").startsWith("third|"));
    assertTrue(get("boot", "/").startsWith("third|"));
    assertEquals(before, pids());
  }

  private static boolean isOfNobody(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status")).contains("Uid:\t65534\t");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Order(7)
  void aKilledProcessBringsAllMembersBackInOneNewOne() throws Exception {
    String before = insula.status("one", PID);
    Insula.signal("KILL", Long.parseLong(before));
    Await.until(PATIENCE, () -> "the death was noticed", () -> !pids().contains(before));
    for (String name : MEMBERS) {
      Await.until(
          PATIENCE, () -> name + " is back", () -> insula.get(name + ".test", "/").status() < 500);
    }
    assertEquals(1, pids().size(), pids()::toString);
    assertFalse(pids().contains(before));
  }

  /** In the network of their own nobody else reaches the ports; the front goes over sockets. */
  @Test
  @Order(4)
  void bootJarsShareAProcessOutOfTheirNeighboursReach() throws IOException {
    assertEquals(insula.status("boot", PID), insula.status("more", PID));
    assertEquals(insula.status("boot", PID), insula.status("old", PID));
    String told = get("boot", "/");
    assertTrue(told.matches("second\\|a \"property\" of boot\\|\\[one]\\|.*"), told);
    assertTrue(get("more", "/").startsWith("more|more|[]|"), get("more", "/"));
    for (String answer : List.of(told, get("more", "/"))) {
      String[] words = answer.split("\\|", -1);
      assertEquals(words[4], words[5], answer);
      int port = Integer.parseInt(words[5]);
      assertThrows(
          ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }
  }

  @Test
  @Order(4)
  void aBootJarOfTheMachinesNetworkIsUsedDirectlyInAGroup() throws IOException {
    String[] words = get("open", "/").split("\\|", -1);
    assertEquals("open", words[0]);
    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[5])).close();
  }

  @Test
  @Order(4)
  void anOldWebApplicationIsMigratedByTheGroupsOwnUser() throws IOException {
    String told = get("old", "/");
    assertEquals("once a javax servlet, now a jakarta.servlet.http.HttpServlet", told);
    assertEquals(told, get("old", "/mounted/"));
    assertEquals(0, insula.command("restart", "old").status());
    assertEquals(told, get("old", "/"));
    assertEquals(insula.status("boot", PID), insula.status("old", PID));
  }

  @Test
  @Order(5)
  void aReloadOfSuchMembersLosesNoRequest() throws Exception {
    String before = insula.status("more", PID);
    try (Load load = new Load(insula.port(), "more.test", "boot.test", "old.test")) {
      insula.rewrite(manifest("third"));
      Insula.Result reload = insula.command("reload");
      assertTrue(reload.output().contains("boot: replaced"), reload.output());
      assertTrue(reload.output().contains("old: replaced"), reload.output());
      assertTrue(reload.output().contains("more: unchanged"), reload.output());
      assertTrue(get("boot", "/").startsWith("third|"));
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    for (String member : List.of("boot", "more", "old")) {
      assertEquals(before, insula.status(member, PID));
    }
  }

  /** The secret of the group's member is out of reach, and its {@code /tmp} is nobody else's. */
  @Test
  @Order(8)
  void theDoctorFindsNoLeak() throws IOException {
    String table = SharedHost.withoutLeak(home, 9);
    assertTrue(table.contains("file, secret           closed (2 tries)"), table);
  }
}
