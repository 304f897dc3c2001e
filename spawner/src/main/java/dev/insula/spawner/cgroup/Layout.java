package dev.insula.spawner.cgroup;

import dev.insula.spawner.plan.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Which files of the kernel limit and count a group: those of cgroup v2 or those of v1. */
sealed interface Layout permits UnifiedLayout, SplitLayout {
  /** Where the groups are made, by controller; the same folder for all of them in v2. */
  Map<String, Path> bases();

  /** Members that bubblewrap is itself; the limit of tasks is for the site's own. */
  int SANDBOX_TASKS = 2;

  /** What to write into the files of a new group, in this order. */
  List<Setting> settings(Limits limits);

  /** Where the group's counters are. */
  Counters counters();

  /** A file of a controller and what to write into it. */
  record Setting(String controller, String file, String value, boolean mayBeMissing) {}

  /**
   * File names; {@code memory.x} lies with the controller memory, {@code pids.x} with pids.
   *
   * @param resident not a file, but what a line of {@code memory.stat} begins with
   */
  record Counters(
      String memory, String resident, String oomKills, String tasks, String refusedForks) {}
}
