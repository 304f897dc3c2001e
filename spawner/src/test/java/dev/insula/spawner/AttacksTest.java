package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.Started;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 6: what one site's code tries against another site, for real, as two users. */
@NeedsRoot
class AttacksTest {
  private static final Limits LIMITS = new Limits(128L << 20, 100, 64, 256, 32 << 20, 8 << 20);

  /** Attack, what the attacker without a network sees, what the one with the network sees. */
  private static final String EXPECTED =
      """
      secret-file          ENOENT        ENOENT
      proc-environ         ENOENT        ENOENT
      proc-cmdline         ENOENT        ENOENT
      proc-mem             ENOENT        ENOENT
      proc-root            ENOENT        ENOENT
      ptrace               ESRCH         ESRCH
      kill                 ESRCH         ESRCH
      socket-by-path       ENOENT        ENOENT
      abstract-socket      ECONNREFUSED  OPEN
      tcp-loopback         ECONNREFUSED  OPEN
      write-folder         ENOENT        ENOENT
      write-etc            EROFS         EROFS
      temporary-file       ENOENT        ENOENT
      root-home            ENOENT        ENOENT
      shadow               ENOENT        ENOENT
      dev-shm              ENOENT        ENOENT
      sysv-shm             ENOENT        ENOENT
      see-processes        own           own
      inherited-descriptor none          none
      fill-temporary       ENOSPC        ENOSPC
      fork-bomb            EAGAIN        EAGAIN
      suid                 no-new-privs  no-new-privs
      setuid-root          EINVAL        EINVAL
      mount                EPERM         EPERM
      user-namespace       ENOSPC        ENOSPC
      spawner-socket       ENOENT        ENOENT
      kill-everybody       ESRCH         ESRCH
      capabilities         none          none
      """;

  enum Network {
    NONE,
    HOST
  }

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private World world;

  @BeforeEach
  void openWorld() throws IOException {
    world = new World();
  }

  @AfterEach
  void closeWorld() throws IOException {
    world.close();
  }

  private static Map<String, String> expected(Network network) {
    Map<String, String> expected = new TreeMap<>();
    for (String row : EXPECTED.lines().toList()) {
      String[] columns = row.split(" +", -1);
      expected.put(columns[0], columns[network == Network.NONE ? 1 : 2]);
    }
    return expected;
  }

  private static String script(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(AttacksTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noAttackReachesTheNeighbour(Network network) throws Exception {
    var heard = new Heard();
    boolean host = network == Network.HOST;
    world.declare(
        "victim", World.ALPHA, script("victim.py"), LIMITS, host, "{\"socket\":\"${socket}\"}\n");
    world.spawn();
    SpawnerClient front = world.connect(heard);
    Started victim = front.start("victim", 1);
    String[] ready = heard.await("victim 1 ready ").split(" ", -1);
    long program =
        ProcessHandle.of(victim.pid())
            .orElseThrow()
            .descendants()
            .mapToLong(ProcessHandle::pid)
            .max()
            .orElseThrow();
    Path temporary = Files.writeString(world.home.resolve("tmpfile"), "canary");
    World.own(temporary, World.ALPHA, 0660);
    String input =
        "{\"folder\":\"%s\",\"pid\":%d,\"socket\":\"%s\",\"port\":%s,\"temporary\":\"%s\",\"spawner\":\"%s\"}\n"
            .formatted(
                world.folder("victim", World.ALPHA),
                program,
                victim.socket(),
                ready[3],
                temporary,
                world.socket());
    world.declare("attacker", World.BETA, script("attacker.py"), LIMITS, host, input);
    front.start("attacker", 1);
    heard.await("attacker 1 done");
    Map<String, String> found = new TreeMap<>();
    for (String line : heard.all()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("attacker") && words[2].equals("attack")) {
        found.put(words[3], words[4]);
      }
    }
    assertEquals(expected(network), found);
    // The victim is still what it was.
    front.stop("victim", 1, 5000);
    heard.await("victim 1 unharmed");
    heard.await("victim 1 exited 0");
  }

  @Test
  void everyProcessOfASiteIsWithoutAnyPrivilege() throws Exception {
    var heard = new Heard();
    world.declare(
        "victim", World.ALPHA, script("victim.py"), LIMITS, false, "{\"socket\":\"${socket}\"}\n");
    world.spawn();
    SpawnerClient front = world.connect(heard);
    Started victim = front.start("victim", 1);
    heard.await("victim 1 ready ");
    ProcessHandle outer = ProcessHandle.of(victim.pid()).orElseThrow();
    ProcessHandle program =
        outer
            .descendants()
            .max(java.util.Comparator.comparingLong(ProcessHandle::pid))
            .orElseThrow();
    Map<String, String> status = status(program.pid());
    for (String set : new String[] {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
      assertEquals("0000000000000000", status.get(set), set);
    }
    assertEquals("1", status.get("NoNewPrivs"));
    assertEquals("0007", status.get("Umask"));
    String all = String.join(" ", Collections.nCopies(4, Integer.toString(World.ALPHA)));
    assertEquals(all, status.get("Uid"));
    assertEquals(all, status.get("Gid"));
    assertEquals("", status.get("Groups"));
    for (ProcessHandle wrapper : outer.children().toList()) {
      assertEquals("0000000000000000", status(wrapper.pid()).get("CapBnd"));
    }
    Map<String, String> outside = status(outer.pid());
    for (String set : new String[] {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
      assertEquals("0000000000000000", outside.get(set), set);
    }
    assertEquals("1", outside.get("NoNewPrivs"));
  }

  private static Map<String, String> status(long pid) throws IOException {
    Map<String, String> status = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      String[] parts = line.split(":", 2);
      status.put(parts[0], parts[1].strip().replace('\t', ' '));
    }
    return status;
  }
}
