package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package, its units and the host under a real systemd, which boots in namespaces. */
class SystemdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MANIFEST = "/etc/insula/insula.yaml";

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set before every test.
  static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test, but on a machine without root.
  private static Machine machine;

  @BeforeAll
  static void boot() throws IOException {
    SharedHost.prepare(folder, "every test under systemd");
    Path classes = Sites.teller(folder);
    machine = Machine.boot(folder);
    machine.install();
    machine.must("cp", "-R", classes.toString(), "/srv/classes");
    Files.writeString(
        folder.resolve("hello.py"),
        """
        def application(environ, start):
            start('200 OK', [])
            return [b'hello']
        """);
    machine.must("cp", folder.resolve("hello.py").toString(), "/srv/hello.py");
    // A shorter one than the package's, so that the test need not wait for it.
    Files.writeString(folder.resolve("short.conf"), "[Service]\nWatchdogSec=4s\n");
    machine.must(
        "install",
        "-D",
        folder.resolve("short.conf").toString(),
        "/etc/systemd/system/insula.service.d/short.conf");
    declare("first");
    machine.must("systemctl", "daemon-reload");
    machine.must("systemctl", "enable", "--now", "insula.service");
  }

  @AfterAll
  static void powerOff() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  @BeforeEach
  void running() throws IOException {
    declare("first");
    machine.must("systemctl", "reload-or-restart", "insula.service");
  }

  private static void declare(String mark) throws IOException {
    declareText(
        """
        listen: [http://0.0.0.0:80]
        state: /var/lib/insula
        control: /run/insula/control.sock
        sites:
          inside: {hosts: [inside.test], java: site.Teller, path: /srv/classes, env: {MARK: %1$s}}
          java: {hosts: [java.test], java: site.Teller, path: /srv/classes, isolation: process, env: {MARK: %1$s}}
          python: {hosts: [python.test], wsgi: "hello:application", path: /srv}
        """
            .formatted(mark));
  }

  private static void declareText(String text) throws IOException {
    Path file = folder.resolve("insula.yaml");
    Files.writeString(file, text);
    machine.must("cp", file.toString(), MANIFEST);
  }

  private static String ask(String host) throws IOException {
    return machine.must(
        "curl", "-sS", "--max-time", "20", "-H", "Host: " + host, "http://127.0.0.1/generation");
  }

  private static String property(String name) throws IOException {
    return property(name, "insula.service");
  }

  private static String property(String name, String unit) throws IOException {
    return machine.must("systemctl", "show", "--value", "--property", name, unit);
  }

  /** JVMs with this in their command line; the sandbox around one is none. */
  private static long processes(String pattern) throws IOException {
    return machine
        .run("pgrep", "-f", "^[^ ]*java .*" + pattern)
        .output()
        .lines()
        .filter(line -> !line.isBlank())
        .count();
  }

  /** Requests, each on a connection of its own, that go on until they are told to end. */
  private record Requests(Process process) {
    static Requests begin() throws IOException {
      return begin("inside.test");
    }

    static Requests begin(String host) throws IOException {
      return new Requests(
          machine.begin(
              Insula.home().resolve("tests/systemd/load").toAbsolutePath().normalize().toString(),
              "80",
              host,
              "60",
              "100"));
    }

    String end() throws IOException {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write('\n');
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void startReturnsWhenEverySiteAnswers() throws IOException {
    machine.must("systemctl", "stop", "insula.service");
    machine.must("systemctl", "start", "insula.service");
    assertEquals("3 sites ready", property("StatusText"));
    assertEquals("first", ask("inside.test"));
    assertEquals("first", ask("java.test"));
    assertEquals("hello", ask("python.test"));
  }

  /** Made when the package was installed, and used: the JVM maps the file that it accepts. */
  @Test
  void theJvmStartsFromItsCaches() throws IOException {
    String maps = machine.must("cat", "/proc/" + property("MainPID") + "/maps");
    assertTrue(maps.contains("/usr/lib/insula/aot/front.aot"), maps);
    String daemon = machine.must("pgrep", "-f", "^[^ ]*java .*site.daemon.Main").strip();
    maps = machine.must("cat", "/proc/" + daemon + "/maps");
    assertTrue(maps.contains("/usr/lib/insula/aot/daemon.aot"), maps);
  }

  /** The JVM would not notice, and go on with the classes that the jar had. */
  @Test
  void aCacheIsNotUsedWhenAJarHasChanged() throws IOException {
    String jar = machine.must("sh", "-c", "ls /usr/lib/insula/lib/insula-config-*.jar").strip();
    String before = machine.must("stat", "-c", "%y", jar).strip();
    assertNotEquals("0", classesFromTheCache());
    machine.must("touch", jar);
    try {
      assertEquals("0", classesFromTheCache());
    } finally {
      machine.must("touch", "-d", before, jar);
    }
    assertNotEquals("0", classesFromTheCache());
  }

  private static String classesFromTheCache() throws IOException {
    String loaded = "INSULA_JAVA_OPTS=-Xlog:class+load=info insula --version";
    String counted = loaded + " | grep -c 'dev.insula.host.command.* source: shared objects file'";
    return machine.run("sh", "-c", counted).output().strip();
  }

  @Test
  void aReloadReturnsWhenItIsDone() throws IOException {
    Requests requests = Requests.begin();
    for (String mark : new String[] {"second", "third", "fourth"}) {
      declare(mark);
      machine.must("systemctl", "reload", "insula.service");
      assertEquals(mark, ask("inside.test"));
      assertEquals(mark, ask("java.test"));
    }
    String result = requests.end();
    assertTrue(result.contains(" refused=0 failed=0 "), result);
  }

  @Test
  void aReloadOfAFaultyManifestFailsAndChangesNothing() throws IOException {
    declareText("sites: {inside: {hots: [inside.test]}}\n");
    assertNotEquals(0, machine.run("systemctl", "reload", "insula.service").status());
    assertEquals("active", machine.must("systemctl", "is-active", "insula.service"));
    assertEquals("first", ask("inside.test"));
  }

  @Test
  void aRestartRefusesNoConnection() throws IOException {
    Requests requests = Requests.begin();
    for (int i = 0; i < 2; i++) {
      machine.must("systemctl", "restart", "insula.service");
      assertEquals("first", ask("java.test"));
    }
    String result = requests.end();
    assertTrue(result.contains(" refused=0 failed=0 "), result);
  }

  @Test
  void theFirstConnectionStartsTheHost() throws IOException {
    machine.must("systemctl", "stop", "insula.service");
    assertEquals("first", ask("inside.test"));
    Await.until(
        PATIENCE, () -> "the host is ready", () -> "active".equals(property("ActiveState")));
  }

  /** Killed as hard as can be: the connections wait, no daemon is left over, none runs twice. */
  @Test
  void aKilledFrontComesBackWithoutOrphansOrTwins() throws IOException {
    String before = property("MainPID");
    Requests requests = Requests.begin();
    assertEquals("hello", ask("python.test"));
    machine.must("kill", "-KILL", before);
    Await.until(PATIENCE, () -> "a new front", () -> !"0".equals(newMain(before)));
    assertEquals("first", ask("inside.test"));
    assertEquals("first", ask("java.test"));
    assertEquals("hello", ask("python.test"));
    String result = requests.end();
    assertTrue(result.contains(" refused=0 "), result);
    assertEquals(1, processes("host.command.Insula run"));
    assertEquals(1, processes("site.daemon.Main"));
    assertEquals("3 sites ready", property("StatusText"));
  }

  /** Its sites die with the spawner; they are back as soon as it is, under the same front. */
  @Test
  void aKilledSpawnerComesBackAndItsSitesWithIt() throws IOException {
    String front = property("MainPID");
    String before = property("MainPID", "insula-spawner.service");
    assertEquals("hello", ask("python.test"));
    Requests requests = Requests.begin();
    long start = System.nanoTime();
    machine.must("kill", "-KILL", before);
    Await.until(
        PATIENCE,
        () -> "a new spawner",
        () -> !before.equals(property("MainPID", "insula-spawner.service")));
    assertEquals("hello", ask("python.test"));
    System.out.printf(
        "after a kill of the spawner its sites answered within %d ms%n",
        (System.nanoTime() - start) / 1_000_000);
    assertEquals("first", ask("java.test"));
    String result = requests.end();
    assertTrue(result.contains(" refused=0 failed=0 "), result);
    assertEquals(front, property("MainPID"));
    assertEquals(1, processes("site.daemon.Main"));
  }

  /** The processes of the sites are the same ones before and after. */
  @Test
  void sitesOutliveAKilledFront() throws IOException {
    String daemon = machine.must("pgrep", "-f", "^[^ ]*java .*site.daemon.Main");
    String before = property("MainPID");
    long start = System.nanoTime();
    machine.must("kill", "-KILL", before);
    assertEquals("hello", ask("python.test"));
    System.out.printf(
        "after a kill of the front a site answered within %d ms%n",
        (System.nanoTime() - start) / 1_000_000);
    assertEquals("first", ask("java.test"));
    assertEquals(daemon, machine.must("pgrep", "-f", "^[^ ]*java .*site.daemon.Main"));
  }

  /** The spawner's unit leaves each site its own user and takes every privilege from it. */
  @Test
  void everySiteIsAUserOfItsOwn() throws IOException {
    String java = machine.must("pgrep", "-f", "^[^ ]*java .*site.daemon.Main").strip();
    String status = machine.must("cat", "/proc/" + java + "/status");
    assertTrue(status.matches("(?s).*\nUid:\t19[0-9]{8}\t.*"), status);
    assertTrue(status.contains("CapBnd:\t0000000000000000"), status);
    assertTrue(status.contains("NoNewPrivs:\t1"), status);
    assertEquals("0", machine.run("pgrep", "-c", "-u", "insula", "python").output());
  }

  /** Of whose processes the front sees nothing: its unit hides those of other users. */
  @Test
  void aJavaSiteThatGrowsIsReplacedWithoutAFailedRequest() throws IOException {
    machine.must("cp", "-R", Grower.compile(folder).toString(), "/srv/grower");
    declareText(
        Files.readString(folder.resolve("insula.yaml"))
            + "  grower: {hosts: [grower.test], java: site.Grower, path: /srv/grower,"
            + " isolation: process, %s}\n".formatted(Grower.SETTINGS));
    machine.must("systemctl", "reload", "insula.service");
    String before = ask("grower.test");
    Requests requests = Requests.begin("grower.test");
    machine.must("curl", "-sS", "-H", "Host: grower.test", "http://127.0.0.1/grow");
    Await.until(
        PATIENCE, () -> "another JVM than " + before, () -> !before.equals(ask("grower.test")));
    String result = requests.end();
    assertTrue(result.contains(" refused=0 failed=0 "), result);
    declare("first");
    machine.must("systemctl", "reload", "insula.service");
    Await.until(
        PATIENCE, () -> "both of its JVMs are gone", () -> processes("site.daemon.Main") == 1);
  }

  /** They end with the service, and the spawner with them. */
  @Test
  void nothingIsLeftWhenTheServiceIsStopped() throws IOException {
    machine.must("systemctl", "stop", "insula.service", "insula.socket");
    Await.until(
        PATIENCE,
        () -> "the spawner has ended",
        () -> "inactive".equals(property("ActiveState", "insula-spawner.service")));
    assertEquals(0, processes("insula"));
    machine.must("systemctl", "start", "insula.socket");
  }

  private static String newMain(String before) throws IOException {
    String now = property("MainPID");
    return now.equals(before) ? "0" : now;
  }

  /** A front that was stopped in its tracks feeds no watchdog. */
  @Test
  void aStuckFrontIsReplaced() throws IOException {
    String before = property("MainPID");
    machine.must("kill", "-STOP", before);
    Await.until(PATIENCE, () -> "a new front", () -> !"0".equals(newMain(before)));
    assertEquals("first", ask("inside.test"));
    String journal = machine.must("journalctl", "--unit", "insula.service", "--no-pager");
    assertTrue(journal.contains("Watchdog timeout"), journal);
  }

  /** The package's socket unit has port 443, too, which the manifest of these tests has not. */
  @Test
  void warningsHaveTheirPriorityInTheJournal() throws IOException {
    machine.must("systemctl", "restart", "insula.service");
    String warnings =
        machine.must(
            "journalctl", "--unit", "insula.service", "--no-pager", "-p", "4..4", "-o", "cat");
    assertTrue(
        Arrays.stream(warnings.split("\n"))
            .anyMatch(line -> line.startsWith("insula.host: systemd passed a socket for /")),
        warnings);
  }

  @Test
  void theUnitIsHardened() throws IOException {
    String report =
        machine.must(
            "systemd-analyze", "security", "--no-pager", "--threshold=20", "insula.service");
    assertTrue(report.contains("Overall exposure level"), report);
    String spawner =
        machine.must(
            "systemd-analyze",
            "security",
            "--no-pager",
            "--threshold=50",
            "insula-spawner.service");
    System.out.println(
        Arrays.stream((report + "\n" + spawner).split("\n"))
            .filter(line -> line.contains("Overall exposure level"))
            .toList());
  }

  /** Nobody, the user, can neither read the manifest nor talk to the control socket. */
  @Test
  void anotherUserSeesAndReachesNothing() throws IOException {
    for (String file : new String[] {MANIFEST, "/var/lib/insula", "/var/cache/insula"}) {
      Insula.Result read = asNobody("ls", "-R", file);
      assertTrue(read.status() != 0 || file.equals(MANIFEST), read.output());
      assertNotEquals(0, asNobody("cat", file).status());
    }
    Insula.Result control =
        asNobody("curl", "-sS", "--unix-socket", "/run/insula/control.sock", "http://x/status");
    assertNotEquals(0, control.status(), control.output());
    String main = property("MainPID");
    assertNotEquals(0, asNobody("cat", "/proc/" + main + "/environ").status());
    assertNotEquals(0, asNobody("kill", "-0", main).status());
  }

  private static Insula.Result asNobody(String... command) throws IOException {
    String[] all = new String[command.length + 4];
    System.arraycopy(
        new String[] {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"}, 0, all, 0, 4);
    System.arraycopy(command, 0, all, 4, command.length);
    return machine.run(all);
  }
}
