package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.cgroup.Cgroup;
import dev.insula.spawner.client.Running;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerException;
import dev.insula.spawner.client.Started;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real spawner, a front that speaks to it as its own user, sites as other users. */
class SpawnerTest {
  private static final String LISTENS =
      """
      import json, os, signal, socket, sys
      order = json.loads(sys.stdin.readline())
      door = socket.socket(socket.AF_UNIX)
      door.bind(order["socket"])
      door.listen()
      def leave(*_):
          print("leaving", flush=True)
          sys.exit(7)
      signal.signal(signal.SIGTERM, leave)
      print("ready server=test secret=" + order.get("secret", "-"), flush=True)
      print("printed by", os.getuid(), file=sys.stderr, flush=True)
      while True:
          connection, _ = door.accept()
          connection.sendall(b"hello")
          connection.close()
      """;
  private static final String INPUT = "{\"socket\":\"${socket}\"}\n";

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private World world;

  private final Heard heard = new Heard();

  @BeforeEach
  void openWorld() throws IOException {
    world = new World();
    world.declare("alpha", World.ALPHA, LISTENS, Limits.DEFAULT, false, INPUT);
  }

  @AfterEach
  void closeWorld() throws Exception {
    world.close();
  }

  @Test
  void startsServesListsAndStopsAGeneration() throws Exception {
    world.spawn();
    SpawnerClient front = world.connect(heard);
    Started started = front.start("alpha", 7);
    heard.await("alpha 7 ready");
    assertEquals("hello", AsUser.call(World.FRONT, () -> read(started.socket())));
    Running running = front.list().getFirst();
    assertEquals(started, running.started());
    assertEquals(Running.State.READY, running.state());
    assertEquals("ready server=test secret=-", running.ready());
    assertTrue(running.memory() > 0 && running.tasks() > 0, running.toString());
    front.stop("alpha", 7, 10_000);
    heard.await("alpha 7 leaving");
    heard.await("alpha 7 exited 7");
    assertTrue(front.list().isEmpty());
    assertFalse(Files.exists(started.socket()), "the socket is left");
    assertEquals(
        "printed by " + World.ALPHA + "\n", Files.readString(world.home.resolve("log/alpha.log")));
  }

  private static String read(Path socket) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return new String(
          java.nio.channels.Channels.newInputStream(channel).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }

  @Test
  void onlyTheSiteAndTheFrontReachTheSocket() throws Exception {
    world.spawn();
    Started started = world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 ready");
    Path folder = world.run().resolve("alpha");
    assertEquals(
        Map.of("mode", 042770, "uid", World.ALPHA, "gid", World.FRONT),
        Files.readAttributes(folder, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS));
    Exception refused =
        assertThrows(Exception.class, () -> AsUser.call(65534, () -> read(started.socket())));
    assertTrue(String.valueOf(refused.getMessage()).contains("Permission denied"));
  }

  @Test
  void nobodyButTheFrontGivesOrders() throws Exception {
    world.spawn();
    assertThrows(IOException.class, () -> SpawnerClient.connect(world.socket(), heard));
    for (int user : List.of(World.ALPHA, 65534)) {
      Exception refused =
          assertThrows(
              Exception.class,
              () -> AsUser.call(user, () -> SpawnerClient.connect(world.socket(), heard)));
      assertTrue(String.valueOf(refused.getMessage()).contains("Permission denied"));
    }
    // Even where the folder would let somebody through, the socket asks who it is.
    World.own(world.home.resolve("control"), 0, 0755);
    World.own(world.socket(), 0, 0666);
    assertThrows(
        Exception.class,
        () -> AsUser.call(World.ALPHA, () -> SpawnerClient.connect(world.socket(), heard)));
  }

  @Test
  void refusesWhatIsNotDeclaredRunsAlreadyOrDoesNotRun() throws Exception {
    world.spawn();
    SpawnerClient front = world.connect(heard);
    assertThrows(SpawnerException.class, () -> front.start("unknown", 1));
    front.start("alpha", 1);
    assertEquals(
        "alpha 1 runs already",
        assertThrows(SpawnerException.class, () -> front.start("alpha", 1)).getMessage());
    for (int generation = 2; generation <= 4; generation++) {
      front.start("alpha", generation);
    }
    assertEquals(
        "alpha runs in 4 generations already; stop one first",
        assertThrows(SpawnerException.class, () -> front.start("alpha", 5)).getMessage());
    assertEquals(
        "alpha 9 does not run",
        assertThrows(SpawnerException.class, () -> front.kill("alpha", 9)).getMessage());
  }

  @Test
  void aPlanNeverMakesASiteTheFront() throws Exception {
    Plan plan = world.declare("alpha", World.ALPHA, LISTENS, Limits.DEFAULT);
    world.spawn();
    SpawnerClient front = world.connect(heard);
    for (User user :
        List.of(
            new User(World.FRONT, World.ALPHA, List.of()),
            new User(World.ALPHA, World.FRONT, List.of()),
            new User(World.ALPHA, World.ALPHA, List.of(World.FRONT)))) {
      world.write(with(plan, user));
      assertEquals(
          "the plan of alpha gives it the user or the group of the front",
          assertThrows(SpawnerException.class, () -> front.start("alpha", 1)).getMessage());
    }
  }

  private static Plan with(Plan plan, User user) {
    return new Plan(
        plan.site(),
        user,
        plan.command(),
        plan.environment(),
        plan.directory(),
        plan.input(),
        plan.log(),
        plan.limits(),
        plan.room(),
        plan.secrets());
  }

  @Test
  void secretsReachTheProgramAndNothingElse() throws Exception {
    Path secret = Files.writeString(world.folder("alpha", World.ALPHA).resolve("s"), "hush\"\\x\n");
    World.own(secret, World.ALPHA, 0400);
    Plan plan =
        world.declare(
            "alpha",
            World.ALPHA,
            LISTENS,
            Limits.DEFAULT,
            false,
            "{\"socket\":\"${socket}\",\"secret\":\"${secret:KEY}\"}\n");
    world.write(
        new Plan(
            plan.site(),
            plan.user(),
            plan.command(),
            Map.of("PASSWORD", "${secret:KEY}"),
            plan.directory(),
            plan.input(),
            plan.log(),
            plan.limits(),
            plan.room(),
            Map.of("KEY", secret)));
    world.spawn();
    Started started = world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 ready server=test secret=hush\"\\x");
    List<ProcessHandle> line =
        Stream.concat(
                Stream.of(ProcessHandle.of(started.pid()).orElseThrow()),
                ProcessHandle.of(started.pid()).orElseThrow().descendants())
            .toList();
    assertEquals(3, line.size(), "bubblewrap twice and the program");
    for (ProcessHandle process : line) {
      String proc = "/proc/" + process.pid() + "/";
      assertFalse(Files.readString(Path.of(proc + "cmdline")).contains("hush"), "in its arguments");
      assertThrows(
          Exception.class,
          () -> AsUser.call(World.BETA, () -> Files.readAllBytes(Path.of(proc + "environ"))));
    }
    assertEquals("PWD=/\0", Files.readString(Path.of("/proc/" + started.pid() + "/environ")));
    try (Stream<Path> left = Files.list(world.home.resolve("control"))) {
      assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith("start")));
    }
    assertFalse(world.spawnerLog().contains("hush"), "in the spawner's log");
  }

  @Test
  void aSecretCannotAddArgumentsToTheSandbox() throws Exception {
    Path secret = world.folder("alpha", World.ALPHA).resolve("s");
    World.own(Files.writeString(secret, "x\0--share-net\0--bind\0/\0/"), World.ALPHA, 0400);
    Plan plan = world.declare("alpha", World.ALPHA, LISTENS, Limits.DEFAULT);
    world.write(
        new Plan(
            plan.site(),
            plan.user(),
            plan.command(),
            Map.of("PASSWORD", "${secret:KEY}"),
            plan.directory(),
            plan.input(),
            plan.log(),
            plan.limits(),
            plan.room(),
            Map.of("KEY", secret)));
    world.spawn();
    SpawnerClient front = world.connect(heard);
    assertEquals(
        "the environment of alpha holds a NUL",
        assertThrows(SpawnerException.class, () -> front.start("alpha", 1)).getMessage());
    assertEquals(0, world.groups().clear(), "groups are left");
  }

  @Test
  void sitesOutliveTheFrontAndAreFoundAgain() throws Exception {
    world.spawn();
    SpawnerClient front = world.connect(heard);
    Started started = front.start("alpha", 3);
    heard.await("alpha 3 ready");
    front.close();
    SpawnerClient next = world.connect(new Heard());
    Running running = next.list().getFirst();
    assertEquals(started, running.started());
    assertEquals(Running.State.READY, running.state());
    assertTrue(running.ready().startsWith("ready server=test"));
    assertEquals("hello", AsUser.call(World.FRONT, () -> read(started.socket())));
  }

  @Test
  void killLeavesNothingOfAGroupThatForksAndIgnoresSignals() throws Exception {
    world.declare(
        "alpha",
        World.ALPHA,
        """
        import os, signal, time
        for number in range(1, 32):
            if number not in (signal.SIGKILL, signal.SIGSTOP):
                signal.signal(number, signal.SIG_IGN)
        for _ in range(20):
            if os.fork() == 0:
                os.setsid()
                break
        print("ready", flush=True)
        time.sleep(600)
        """,
        Limits.DEFAULT);
    world.spawn();
    SpawnerClient front = world.connect(heard);
    front.start("alpha", 1);
    World.await("21 processes run", () -> World.processesOf(World.ALPHA).size() >= 21);
    front.stop("alpha", 1, 200);
    heard.await("alpha 1 exited 137");
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
    assertEquals(0, world.groups().clear(), "groups are left");
  }

  @Test
  void aKilledSpawnerTakesItsSitesWithItAndTheNextOneTidiesUp() throws Exception {
    Process first = world.spawn();
    Started started = world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 ready");
    first.destroyForcibly().waitFor();
    heard.await("disconnected");
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
    assertTrue(Files.exists(started.socket()), "a killed process cannot remove its socket");
    world.spawn();
    assertFalse(Files.exists(started.socket()));
    assertTrue(world.spawnerLog().contains("ended what a former spawner left: 1 groups"));
    Heard again = new Heard();
    SpawnerClient front = world.connect(again);
    assertTrue(front.list().isEmpty());
    front.start("alpha", 1);
    again.await("alpha 1 ready");
  }

  @Test
  void whatAFormerSpawnerLeftInAGroupIsEnded() throws Exception {
    Process leftover = new ProcessBuilder("/usr/bin/sleep", "600").start();
    Cgroup old = world.groups().create("old.1.1", Limits.DEFAULT);
    for (Path members : old.membership()) {
      Files.writeString(members, Long.toString(leftover.pid()));
    }
    world.spawn();
    assertTrue(leftover.waitFor(10, TimeUnit.SECONDS), "it still runs");
    for (Path members : old.membership()) {
      assertFalse(Files.exists(members));
    }
  }

  @Test
  void startsAFrontThatMayOnlyListenOnLowPortsAndEndsWithIt() throws Exception {
    world.write(world.declare("alpha", World.ALPHA, LISTENS, Limits.DEFAULT, false, INPUT));
    String front =
        """
        import os, socket, sys
        spawner = socket.socket(socket.AF_UNIX)
        spawner.connect(sys.argv[1])
        lines = spawner.makefile()
        lines.readline()
        spawner.sendall(b"START alpha 1\\n")
        print(lines.readline().split()[:4], os.getuid(), os.getgid(), os.getgroups())
        print([l.split()[1] for l in open("/proc/self/status") if l.startswith(("Cap", "NoNew"))])
        sys.exit(5)
        """;
    Process spawner =
        new ProcessBuilder(
                world.commandLine("--", "/usr/bin/python3", "-c", front, world.socket().toString()))
            .start();
    String said = new String(spawner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(5, spawner.waitFor());
    String bind = "'0000000000000400'";
    String all = String.join(", ", bind, bind, bind, bind, bind, "'1'");
    assertEquals(
        "['ok', 'START', 'alpha', '1'] 64300 64300 []\n[" + all + "]\n",
        said.replaceFirst("'1', 'pid=[0-9]*'", "'1'"));
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
  }

  @Test
  void aJavaProgramRunsInTheSandbox() throws Exception {
    Plan plan = world.declare("alpha", World.ALPHA, "", Limits.DEFAULT);
    Path java = Path.of(System.getProperty("java.home"));
    world.write(
        new Plan(
            plan.site(),
            plan.user(),
            List.of(java.resolve("bin/java").toString(), "-version"),
            plan.environment(),
            plan.directory(),
            plan.input(),
            plan.log(),
            plan.limits(),
            new Room(List.of(java), plan.room().readWrite(), false),
            plan.secrets()));
    world.spawn();
    world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 exited 0");
    assertTrue(Files.readString(plan.log()).contains("build " + Runtime.version()), "no version");
  }

  @Test
  void aFreePortTakesThePlaceOfItsPlaceholder() throws Exception {
    world.declare(
        "alpha", World.ALPHA, "print('ready ${port}', flush=True)", Limits.DEFAULT, true, "");
    world.spawn();
    Started started = world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 ready " + started.port().orElseThrow());
  }

  @Test
  void aProgramThatCannotBeStartedSaysSoInItsLog() throws Exception {
    Plan plan = world.declare("alpha", World.ALPHA, "", Limits.DEFAULT);
    world.write(
        new Plan(
            plan.site(),
            plan.user(),
            List.of("/nowhere/program"),
            plan.environment(),
            plan.directory(),
            plan.input(),
            plan.log(),
            plan.limits(),
            plan.room(),
            plan.secrets()));
    world.spawn();
    world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 exited 1");
    assertTrue(Files.readString(plan.log()).contains("/nowhere/program"));
  }

  @Test
  void aSecondSpawnerRefusesToStart() throws Exception {
    world.spawn();
    Process second = new ProcessBuilder(world.commandLine()).redirectErrorStream(true).start();
    String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(69, second.waitFor());
    assertTrue(said.contains("another spawner runs already"), said);
  }

  @Test
  void aSiteThatFloodsItsStatusChannelDoesNotDelayAnotherOne() throws Exception {
    world.declare(
        "flood",
        World.BETA,
        "import os\nwhile True: os.write(1, b'x' * 70000 + b'\\nready \\x1b\\xff\\n')",
        Limits.DEFAULT);
    world.spawn();
    SpawnerClient front = world.connect(heard);
    front.start("flood", 1);
    heard.await("flood 1 ready ??");
    front.start("alpha", 1);
    heard.await("alpha 1 ready");
    assertTrue(heard.all().stream().allMatch(line -> line.length() <= (16 << 10) + 16));
    front.kill("flood", 1);
    heard.await("flood 1 exited 137");
  }

  @Test
  void endsItsSitesInOrderWhenItIsAskedToEnd() throws Exception {
    Process spawner = world.spawn();
    Started started = world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 ready");
    spawner.destroy();
    assertTrue(spawner.waitFor(20, TimeUnit.SECONDS));
    heard.await("alpha 1 leaving");
    assertFalse(Files.exists(started.socket()));
    assertFalse(Files.exists(Path.of("/sys/fs/cgroup/pids", world.group)), "its group is left");
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
  }
}
