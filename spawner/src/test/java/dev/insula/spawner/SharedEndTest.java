package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerException;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who ends a process that several sites share, and when. */
@NeedsRoot
class SharedEndTest {
  /** Ends the second site as it is told, but not the first, and then does what is put in. */
  private static final String SLOW =
      """
      import sys
      for line in sys.stdin:
          order, name = line.split()
          print(order, name, file=sys.stderr)
          if order == "start": print("ready server=test member=" + name)
          elif name == "two.1":
              print("exited status=3 member=two.1")
              %s
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

  private SpawnerClient both(String then) throws Exception {
    spawn(SLOW.formatted(then));
    SpawnerClient front = world.connect(heard);
    front.start("one", 1);
    front.start("two", 1);
    heard.await("two 1 ready");
    return front;
  }

  private Process spawn(String python) throws IOException {
    SharedSite.declare(world, "one", python, Limits.DEFAULT, SharedSite.FAREWELL);
    SharedSite.declare(world, "two", python, Limits.DEFAULT, SharedSite.FAREWELL);
    return world.spawn();
  }

  @Test
  void aKillDoesNotCutTheDrainOfAnother() throws Exception {
    SpawnerClient front = both("print('exited status=4 member=one.1')");
    front.stop("one", 1, 60_000);
    front.kill("two", 1);
    heard.await("two 1 exited 3");
    heard.await("one 1 exited 4");
  }

  @Test
  void oneThatDoesNotFollowAKillEndsWithTheLastThatLives() throws Exception {
    SpawnerClient front = both("pass");
    front.kill("one", 1);
    front.stop("two", 1, 60_000);
    heard.await("two 1 exited 3");
    heard.await("one 1 exited 137");
  }

  @Test
  void theEndOfTheSpawnerEndsProcessesAndNotMemberByMember() throws Exception {
    Process spawner = spawn(SLOW.replace("two.1", "nobody").formatted("pass"));
    SpawnerClient front = world.connect(heard);
    front.start("one", 1);
    front.start("two", 1);
    heard.await("two 1 ready");
    spawner.destroy();
    World.await("the spawner has ended", () -> !spawner.isAlive());
    // Whoever is killed while others live is asked once more.
    List<String> farewells =
        Files.readAllLines(SharedSite.log(world)).stream()
            .filter(line -> line.startsWith("stop"))
            .toList();
    assertEquals(List.of("stop one.1", "stop two.1"), farewells);
  }

  @Test
  void processesThatOutliveTheirMembersCount() throws Exception {
    spawn(
        """
        import sys, time
        for line in sys.stdin:
            order, name = line.split()
            if order == "start": print("exited status=0 member=" + name)
        time.sleep(600)
        """);
    SpawnerClient front = world.connect(heard);
    for (int generation = 1; generation <= Wrapping.MOST_GENERATIONS; generation++) {
      front.start("one", generation);
      heard.await("one " + generation + " exited 0");
    }
    var refused = assertThrows(SpawnerException.class, () -> front.start("one", 5));
    assertTrue(String.valueOf(refused.getMessage()).contains("both"), refused.getMessage());
    World.await("there is room again", () -> starts(front));
    heard.await("one 5 exited 0");
  }

  private static boolean starts(SpawnerClient front) {
    try {
      front.start("one", 5);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
