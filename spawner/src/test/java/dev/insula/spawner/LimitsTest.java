package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.client.Running;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each limit ends its own bomb, and a neighbour answers all the time. */
@NeedsRoot
class LimitsTest {
  private static final Limits SMALL = new Limits(96L << 20, 50, 24, 64, 1 << 20, 2 << 20);
  private static final String NEIGHBOUR =
      """
      import time
      print("ready", flush=True)
      while True:
          time.sleep(0.2)
          print("alive", flush=True)
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
  void closeWorld() throws IOException {
    world.close();
  }

  private SpawnerClient bomb(String python) throws Exception {
    world.declare("bomb", World.ALPHA, python, SMALL);
    world.declare("near", World.BETA, NEIGHBOUR, SMALL);
    world.spawn();
    SpawnerClient front = world.connect(heard);
    front.start("near", 1);
    heard.await("near 1 ready");
    front.start("bomb", 1);
    return front;
  }

  private void neighbourLives(SpawnerClient front) throws IOException {
    assertTrue(
        front.list().stream()
            .anyMatch(site -> site.site().equals("near") && site.state() == Running.State.READY));
    assertTrue(heard.all().stream().noneMatch(line -> line.startsWith("near 1 exited")));
  }

  @Test
  void aMemoryBombIsKilledAndCalledSo() throws Exception {
    SpawnerClient front = bomb("all = []\nwhile True: all.append(bytearray(b'x' * 1048576))");
    heard.await("bomb 1 exited 137 oom 1");
    neighbourLives(front);
  }

  @Test
  void aWorkerThatIsKilledForMemoryIsTold() throws Exception {
    SpawnerClient front =
        bomb(
            """
            import os, time
            print("ready", flush=True)
            if os.fork() == 0:
                open("/proc/self/oom_score_adj", "w").write("1000")
                all = []
                while True: all.append(bytearray(b'x' * 1048576))
            os.wait()
            print("worker gone", flush=True)
            time.sleep(600)
            """);
    heard.await("bomb 1 worker gone");
    heard.await("bomb 1 killed-for-memory 1");
    neighbourLives(front);
  }

  @Test
  void aForkBombMeetsItsLimitAndIsEndedWhole() throws Exception {
    SpawnerClient front =
        bomb(
            """
            import os, time
            made = 0
            try:
                while True:
                    if os.fork() == 0:
                        time.sleep(600)
                    made += 1
            except OSError as error:
                print("made", made, error.errno, flush=True)
            while True:
                try: os.fork()
                except OSError: time.sleep(0.01)
            """);
    // With the program's first there are 24.
    heard.await("bomb 1 made 23 11");
    Running bomb = running(front, "bomb");
    assertTrue(bomb.tasks() <= 26, bomb.toString());
    assertTrue(bomb.refusedForks() >= 1, bomb.toString());
    front.kill("bomb", 1);
    heard.await("bomb 1 exited 137");
    World.await("no process is left", () -> World.processesOf(World.ALPHA).isEmpty());
    neighbourLives(front);
  }

  private static Running running(SpawnerClient front, String site) throws IOException {
    return front.list().stream().filter(r -> r.site().equals(site)).findFirst().orElseThrow();
  }

  @Test
  void aProcessorBurnerGetsItsShareOnly() throws Exception {
    SpawnerClient front =
        bomb(
            """
            import os
            for _ in range(3): os.fork()
            while True: pass
            """);
    long pid = running(front, "bomb").started().pid();
    // What the kernel says, not what a clock says: others burn processors here, too.
    World.await("the kernel made it wait", () -> processorLines(pid).anyMatch(this::throttled));
    neighbourLives(front);
    long near = running(front, "near").started().pid();
    assertTrue(processorLines(near).noneMatch(this::throttled), "the neighbour had to wait");
  }

  private boolean throttled(String line) {
    return line.startsWith("nr_throttled ") && !line.equals("nr_throttled 0");
  }

  /** The cpu.stat of the process's group, in either layout. */
  private static Stream<String> processorLines(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"))) {
        String[] parts = line.split(":", 3);
        boolean split = List.of(parts[1].split(",", -1)).contains("cpu");
        Path tree = Path.of("/sys/fs/cgroup", split ? "cpu" : "", parts[2]);
        if (split || Files.exists(tree.resolve("cpu.max"))) {
          return Files.readAllLines(tree.resolve("cpu.stat")).stream();
        }
      }
      throw new IllegalStateException("no cpu controller for " + pid);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void filesTemporarySpaceAndDescriptorsEnd() throws Exception {
    bomb(
        """
        import errno, os, resource
        def fill(what, path, flags=0):
            try:
                with open(path, "wb") as file:
                    while True: file.write(b"x" * 65536); file.flush()
            except OSError as error:
                print(what, os.path.getsize(path), errno.errorcode[error.errno], flush=True)
        fill("file", "big")
        for part in range(3): fill("tmp" + str(part), "/tmp/" + str(part))
        fill("shm", "/dev/shm/x")
        held = []
        try:
            while True: held.append(open("/dev/null"))
        except OSError as error:
            print("descriptors", len(held) + 3, errno.errorcode[error.errno], flush=True)
            held.clear()
        try: open("/new", "w")
        except OSError as error: print("root", errno.errorcode[error.errno], flush=True)
        print("core", resource.getrlimit(resource.RLIMIT_CORE), flush=True)
        print("ready", flush=True)
        """);
    heard.await("bomb 1 ready");
    Map<String, String> found =
        heard.all().stream()
            .filter(line -> line.startsWith("bomb 1 ") && !line.contains("ready"))
            .filter(line -> !line.contains("exited"))
            .map(line -> line.substring("bomb 1 ".length()).split(" ", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    assertEquals(
        Map.of(
            "file", "1048576 EFBIG",
            "tmp0", "1048576 EFBIG",
            "tmp1", "1048576 EFBIG",
            "tmp2", "0 ENOSPC",
            "shm", "1048576 EFBIG",
            "descriptors", "64 EMFILE",
            "root", "EROFS",
            "core", "(0, 0)"),
        found);
  }

  @Test
  void aLogFloodFillsTwoFilesAtMost() throws Exception {
    SpawnerClient front =
        bomb(
            """
            import os
            print("ready", flush=True)
            for _ in range(36): os.write(2, b"flood\\n" * 170000)
            print("done", flush=True)
            """);
    World.await("the flood was taken", () -> heard.all().contains("bomb 1 done"));
    heard.await("bomb 1 exited 0");
    long size;
    try (Stream<Path> logs = Files.list(world.home.resolve("log"))) {
      size =
          logs.filter(log -> log.getFileName().toString().startsWith("bomb"))
              .mapToLong(log -> log.toFile().length())
              .sum();
    }
    assertTrue(size > 16 << 20 && size < 33 << 20, size + " bytes");
    neighbourLives(front);
  }
}
