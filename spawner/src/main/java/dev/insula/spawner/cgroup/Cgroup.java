package dev.insula.spawner.cgroup;

import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** One group of processes: all that belongs to one start of a site. */
public final class Cgroup {
  private static final long END_NANOS = 5_000_000_000L;
  private static final long LOOK_AGAIN_NANOS = 2_000_000L;

  private final Layout layout;
  private final String name;

  Cgroup(Layout layout, String name) {
    this.layout = layout;
    this.name = name;
  }

  void limit(Limits limits) throws IOException {
    for (Path folder : folders()) {
      Files.createDirectories(folder);
    }
    for (Layout.Setting setting : layout.settings(limits)) {
      Path file = folder(setting.controller()).resolve(setting.file());
      if (!setting.mayBeMissing() || Files.exists(file)) {
        Files.writeString(file, setting.value());
      }
    }
  }

  /** The files into which a process writes its number to become a member. */
  public List<Path> membership() {
    return folders().stream().map(folder -> folder.resolve("cgroup.procs")).toList();
  }

  /** The members, by number. */
  public List<Long> processes() throws IOException {
    Set<Long> processes = new LinkedHashSet<>();
    for (Path members : membership()) {
      if (Files.exists(members)) {
        Files.readAllLines(members).forEach(pid -> processes.add(Long.valueOf(pid)));
      }
    }
    return List.copyOf(processes);
  }

  /** What the group uses now; zeros for what is not counted any more. */
  public Usage usage() {
    Layout.Counters counters = layout.counters();
    return new Usage(
        count(folder("memory").resolve(counters.memory()), ""),
        count(folder("memory").resolve("memory.stat"), counters.resident()),
        count(folder("pids").resolve(counters.tasks()), ""),
        count(folder("memory").resolve(counters.oomKills()), "oom_kill "),
        count(folder("pids").resolve(counters.refusedForks()), "max "));
  }

  private static long count(Path file, String label) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(label))
          .findFirst()
          .map(line -> Long.parseLong(line.substring(label.length())))
          .orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Kills all members, also those that are just being made, and removes the group.
   *
   * @throws IOException if members are left after 5 seconds
   */
  public void end() throws IOException {
    long deadline = System.nanoTime() + END_NANOS;
    while (!kill().isEmpty() || !remove()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("group " + name + " does not end; left are " + processes());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /**
   * Sends SIGKILL to all members and does not wait.
   *
   * @return who was a member then
   */
  public List<Long> kill() throws IOException {
    Optional<Path> killer =
        Optional.ofNullable(layout.bases().get("kill"))
            .map(base -> base.resolve(name).resolve("cgroup.kill"))
            .filter(Files::exists);
    List<Long> left = processes();
    if (killer.isPresent()) {
      Files.writeString(killer.get(), "1");
    } else {
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
    return left;
  }

  private boolean remove() {
    boolean gone = true;
    for (Path folder : folders()) {
      // Files.delete would do, but a group is busy for a moment after its last member ended.
      gone &= folder.toFile().delete() || !Files.exists(folder);
    }
    return gone;
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    for (Path base : new LinkedHashSet<>(layout.bases().values())) {
      folders.add(base.resolve(name));
    }
    return folders;
  }

  private Path folder(String controller) {
    return layout.bases().getOrDefault(controller, Path.of("/")).resolve(name);
  }
}
