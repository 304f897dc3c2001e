package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.cgroup.Cgroup;
import dev.insula.spawner.client.Running;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.Started;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What outlives what: the front, the spawner, sites and what is left of them. */
@NeedsRoot
class LifeTest {
  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private World world;

  private final Heard heard = new Heard();

  @BeforeEach
  void openWorld() throws IOException {
    world = new World();
    world.declare("alpha", World.ALPHA, Listening.PROGRAM, Limits.DEFAULT, false, Listening.INPUT);
  }

  @AfterEach
  void closeWorld() throws Exception {
    world.close();
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
    assertEquals("hello", AsUser.call(World.FRONT, () -> Listening.greeting(started.socket())));
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
    world.write(
        world.declare(
            "alpha", World.ALPHA, Listening.PROGRAM, Limits.DEFAULT, false, Listening.INPUT));
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
        "['ok', 'START', 'alpha', '1'] %d %1$d []\n[%s]\n".formatted(World.FRONT, all),
        said.replaceFirst("'1', 'pid=[0-9]*'", "'1'"));
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
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
