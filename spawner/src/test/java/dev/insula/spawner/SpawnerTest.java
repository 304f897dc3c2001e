package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.client.Running;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerException;
import dev.insula.spawner.client.Started;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real spawner, a front that speaks to it as its own user, sites as other users. */
@NeedsRoot
class SpawnerTest {
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
  void startsServesListsAndStopsAGeneration() throws Exception {
    world.spawn();
    SpawnerClient front = world.connect(heard);
    Started started = front.start("alpha", 7);
    heard.await("alpha 7 ready");
    assertEquals("hello", AsUser.call(World.FRONT, () -> Listening.greeting(started.socket())));
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

  @Test
  void onlyTheSiteAndTheFrontReachTheSocket() throws Exception {
    world.spawn();
    Started started = world.connect(heard).start("alpha", 1);
    heard.await("alpha 1 ready");
    Path folder = world.run().resolve("alpha");
    assertEquals(
        Map.of("mode", 042750, "uid", World.ALPHA, "gid", World.FRONT),
        Files.readAttributes(folder, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS));
    Exception refused =
        assertThrows(
            Exception.class, () -> AsUser.call(65534, () -> Listening.greeting(started.socket())));
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
    Plan plan = world.declare("alpha", World.ALPHA, Listening.PROGRAM, Limits.DEFAULT);
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
}
