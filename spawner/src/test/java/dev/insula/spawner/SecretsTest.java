package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerException;
import dev.insula.spawner.client.Started;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets reach the program that they are for, and nothing else. */
@NeedsRoot
class SecretsTest {
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
  void secretsReachTheProgramAndNothingElse() throws Exception {
    Path secret = Files.writeString(world.folder("alpha", World.ALPHA).resolve("s"), "hush\"\\x\n");
    World.own(secret, World.ALPHA, 0400);
    Plan plan =
        world.declare(
            "alpha",
            World.ALPHA,
            Listening.PROGRAM,
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
    Plan plan = world.declare("alpha", World.ALPHA, Listening.PROGRAM, Limits.DEFAULT);
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
}
