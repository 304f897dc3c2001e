package dev.insula.spawner.cgroup;

import dev.insula.spawner.plan.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** cgroup v2, all controllers in one tree. */
record UnifiedLayout(Path base) implements Layout {
  @Override
  public Map<String, Path> bases() {
    return Map.of("memory", base, "cpu", base, "pids", base, "kill", base);
  }

  @Override
  public List<Setting> settings(Limits limits) {
    return List.of(
        new Setting("memory", "memory.max", Long.toString(limits.memory()), false),
        new Setting("memory", "memory.swap.max", "0", true),
        new Setting("memory", "memory.oom.group", "1", true),
        new Setting("cpu", "cpu.max", limits.cpu() * 1000L + " 100000", false),
        new Setting("pids", "pids.max", Integer.toString(limits.tasks() + SANDBOX_TASKS), false));
  }

  @Override
  public Counters counters() {
    return new Counters("memory.current", "anon ", "memory.events", "pids.current", "pids.events");
  }
}
