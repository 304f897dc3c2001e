package dev.insula.spawner.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.NeedsRoot;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {
  private static final Limits LIMITS = new Limits(64 << 20, 50, 8, 64, 1 << 20, 1 << 20);

  private static Path folder(Path folder, String... files) throws IOException {
    Files.createDirectories(folder);
    for (String file : files) {
      Files.writeString(folder.resolve(file), "");
    }
    return folder;
  }

  @Test
  void theUnifiedTreeIsLimitedByItsOwnFiles(@TempDir Path mount) throws IOException {
    folder(mount, "cgroup.controllers", "cgroup.subtree_control");
    Path unit =
        folder(mount.resolve("system.slice/i.service"), "cgroup.type", "cgroup.subtree_control");
    Files.writeString(unit.resolve("cgroup.procs"), "41\n42\n");
    Cgroups groups = Cgroups.find(mount, "0::/system.slice/i.service\n", "insula");
    assertEquals("42", Files.readString(unit.resolve("spawner/cgroup.procs")), "moved aside");
    assertEquals("+memory +cpu +pids", Files.readString(unit.resolve("cgroup.subtree_control")));
    Path base = unit.resolve("insula");
    assertEquals("+memory +cpu +pids", Files.readString(base.resolve("cgroup.subtree_control")));
    Path group = folder(base.resolve("a.1.1"), "memory.swap.max", "memory.oom.group");
    Cgroup made = groups.create("a.1.1", LIMITS);
    assertEquals(List.of(group.resolve("cgroup.procs")), made.membership());
    assertEquals("67108864", Files.readString(group.resolve("memory.max")));
    assertEquals("0", Files.readString(group.resolve("memory.swap.max")));
    assertEquals("1", Files.readString(group.resolve("memory.oom.group")));
    assertEquals("50000 100000", Files.readString(group.resolve("cpu.max")));
    assertEquals("10", Files.readString(group.resolve("pids.max")));
    Files.writeString(group.resolve("memory.current"), "5000\n");
    Files.writeString(group.resolve("memory.stat"), "anon 3000\nfile 2000\nanon_thp 1\n");
    Files.writeString(group.resolve("memory.events"), "low 0\noom 3\noom_kill 2\n");
    Files.writeString(group.resolve("pids.current"), "7\n");
    Files.writeString(group.resolve("pids.events"), "max 4\n");
    assertEquals(new Usage(5000, 3000, 7, 2, 4), made.usage());
    folder(group, "cgroup.kill");
    assertEquals(List.of(), made.kill());
    assertEquals("1", Files.readString(group.resolve("cgroup.kill")));
  }

  @Test
  void aTreeWithoutTheControllersIsRefused(@TempDir Path mount) throws IOException {
    folder(mount.resolve("memory"));
    String message =
        assertThrows(IOException.class, () -> Cgroups.find(mount, "1:memory:/\n0::/\n", "insula"))
            .getMessage();
    assertTrue(String.valueOf(message).contains("only [memory] are mounted"), message);
  }

  @Test
  @NeedsRoot
  void thisMachinesLayoutLimitsCountsAndKills() throws Exception {
    Path mount = Path.of("/sys/fs/cgroup");
    Cgroups groups =
        Cgroups.find(
            mount,
            Files.readString(Path.of("/proc/self/cgroup")),
            "insula-test-" + ProcessHandle.current().pid());
    Cgroup group = groups.create("a.1.1", LIMITS);
    Process process = new ProcessBuilder("/usr/bin/sleep", "600").start();
    for (Path members : group.membership()) {
      Files.writeString(members, Long.toString(process.pid()));
    }
    assertEquals(List.of(process.pid()), group.processes());
    assertEquals(1, group.usage().tasks());
    assertEquals(1, groups.clear());
    assertTrue(process.waitFor(5, TimeUnit.SECONDS));
    for (Path members : group.membership()) {
      assertFalse(Files.exists(members));
    }
    assertEquals(0, groups.clear());
    groups.remove();
  }
}
