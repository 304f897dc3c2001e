package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.client.Running;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.Started;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sites of one user in one process. */
@NeedsRoot
class SharedProcessTest {
  /** Does what each line says: "start NAME", "stop NAME". */
  private static final String OBEDIENT =
      """
      import sys
      for line in sys.stdin:
          order, name = line.split()
          what = "ready server=test" if order == "start" else "exited status=3"
          print(what, "member=" + name, flush=True)
      """;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private World world;

  private final Heard heard = new Heard();

  @BeforeEach
  void openWorld() throws IOException {
    world = new World();
  }

  @AfterEach
  void closeWorld() throws Exception {
    world.close();
  }

  private void declare(String site, String python) throws IOException {
    SharedSite.declare(world, site, python, Limits.DEFAULT, SharedSite.FAREWELL);
  }

  private SpawnerClient both(String python) throws Exception {
    declare("one", python);
    declare("two", python);
    world.spawn();
    return world.connect(heard);
  }

  @Test
  void eachMemberStartsAndEndsByItselfInOneProcess() throws Exception {
    SpawnerClient front = both(OBEDIENT);
    Started one = front.start("one", 1);
    Started two = front.start("two", 1);
    heard.await("two 1 ready");
    assertEquals(one.pid(), two.pid());
    assertNotEquals(one.socket(), two.socket());
    front.stop("one", 1, 60_000);
    heard.await("one 1 exited 3");
    front.start("one", 2);
    heard.await("one 2 ready");
    List<Running> running = front.list();
    assertEquals(List.of("one", "two"), running.stream().map(Running::site).toList());
    assertEquals(one.pid(), running.getFirst().started().pid());
    assertTrue(running.getFirst().memory() > 0);
    front.stop("one", 2, 60_000);
    front.kill("two", 1);
    heard.await("one 2 exited");
    heard.await("two 1 exited");
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
  }

  @Test
  void theDeathOfTheProcessIsThatOfAllItsMembers() throws Exception {
    SpawnerClient front = both(OBEDIENT);
    Started one = front.start("one", 1);
    front.start("two", 1);
    heard.await("two 1 ready");
    ProcessHandle.of(one.pid()).orElseThrow().destroyForcibly();
    heard.await("one 1 exited 137");
    heard.await("two 1 exited 137");
    assertNotEquals(one.pid(), front.start("one", 2).pid());
    heard.await("one 2 ready");
  }

  @Test
  void plansThatWantAnotherProcessGetOne() throws Exception {
    SpawnerClient front = both(OBEDIENT);
    Started one = front.start("one", 1);
    declare("two", OBEDIENT + "# of another kind");
    assertNotEquals(one.pid(), front.start("two", 1).pid());
    heard.await("two 1 ready");
  }

  @Test
  void oneThatListensToNobodyDelaysNobodyAndIsEnded() throws Exception {
    SpawnerClient front = both("import time\ntime.sleep(600)");
    world.declare("other", World.BETA, Listening.PROGRAM, Limits.DEFAULT, false, Listening.INPUT);
    front.start("one", 1);
    front.start("two", 1);
    front.stop("one", 1, 60_000);
    front.start("other", 1);
    heard.await("other 1 ready");
    front.kill("one", 1);
    assertEquals(3, front.list().size());
    front.kill("two", 1);
    heard.await("one 1 exited 137");
    heard.await("two 1 exited 137");
  }

  @Test
  void whatTheProcessLostBeforeAMemberCameIsNotToldOfIt() throws Exception {
    String greedy =
        """
        import os, sys
        def lose_a_worker():
            worker = os.fork()
            if worker == 0:
                open("/proc/self/oom_score_adj", "w").write("1000")
                all = []
                while True: all.append(bytearray(b'x' * 1048576))
            os.waitpid(worker, 0)
        for line in sys.stdin:
            order, name = line.split()
            if order == "start": lose_a_worker()
            print("ready" if order == "start" else "exited status=0", "member=" + name)
        """;
    var small = new Limits(96L << 20, 50, 24, 64, 1 << 20, 2 << 20);
    SharedSite.declare(world, "one", greedy, small, SharedSite.FAREWELL);
    SharedSite.declare(world, "two", greedy, small, SharedSite.FAREWELL);
    world.spawn();
    SpawnerClient front = world.connect(heard);
    front.start("one", 1);
    heard.await("one 1 killed-for-memory 1");
    front.start("two", 1);
    heard.await("two 1 ready");
    World.await("the second loss is told", () -> losses("one").size() == 2);
    front.stop("two", 1, 60_000);
    heard.await("two 1 exited");
    assertEquals(List.of("two 1 killed-for-memory 1"), losses("two"));
  }

  private List<String> losses(String site) {
    return heard.all().stream()
        .filter(line -> line.startsWith(site + " 1 killed-for-memory"))
        .toList();
  }

  @Test
  void aFarewellMayHoldThePort() throws Exception {
    String telling =
        """
        import sys
        for line in sys.stdin:
            order, name, *more = line.split()
            if order == "stop": print("port", *more, "member=" + name)
            print("ready" if order == "start" else "exited status=0", "member=" + name)
        """;
    String farewell = "stop ${site}.${generation} ${port}\n";
    SharedSite.declare(world, "one", telling, Limits.DEFAULT, farewell);
    world.spawn();
    SpawnerClient front = world.connect(heard);
    int port = front.start("one", 1).port().orElseThrow();
    front.stop("one", 1, 60_000);
    heard.await("one 1 port " + port + " member=one.1");
    heard.await("one 1 exited 0");
  }
}
