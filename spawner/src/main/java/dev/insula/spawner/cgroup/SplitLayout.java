package dev.insula.spawner.cgroup;

import dev.insula.spawner.plan.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** cgroup v1, a tree for each controller; the tree of v2 beside them, if any, is used to kill. */
record SplitLayout(Map<String, Path> bases) implements Layout {
  SplitLayout {
    bases = Map.copyOf(bases);
  }

  @Override
  public List<Setting> settings(Limits limits) {
    String memory = Long.toString(limits.memory());
    return List.of(
        new Setting("memory", "memory.limit_in_bytes", memory, false),
        new Setting("memory", "memory.memsw.limit_in_bytes", memory, true),
        new Setting("cpu", "cpu.cfs_period_us", "100000", false),
        new Setting("cpu", "cpu.cfs_quota_us", Long.toString(limits.cpu() * 1000L), false),
        new Setting("pids", "pids.max", Integer.toString(limits.tasks() + SANDBOX_TASKS), false));
  }

  @Override
  public Counters counters() {
    return new Counters(
        "memory.usage_in_bytes", "rss ", "memory.oom_control", "pids.current", "pids.events");
  }
}
