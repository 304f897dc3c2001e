package dev.insula.host.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A program and all that came of it. Belongs to it what is in its process group or its session,
 * what descends from it, and what still carries the mark that its environment was given: so a
 * grandchild that made a session of its own is found as well.
 */
final class ProcessFamily {
  private static final Path PROC = Path.of("/proc");

  /** A family that forks while it is being ended needs more than one look. */
  private static final int LOOKS = 20;

  private static final int GROUP = 2;
  private static final int SESSION = 3;

  private final long leader;
  private final String mark;

  /**
   * The family of this process, which leads its own session.
   *
   * @param mark an entry of its environment that no other process has, as {@code NAME=VALUE}
   */
  ProcessFamily(long leader, String mark) {
    this.leader = leader;
    this.mark = mark;
  }

  /** Those that live now, the leader first. */
  List<Long> members() {
    Set<Long> found = new LinkedHashSet<>();
    ProcessHandle.of(leader)
        .ifPresent(handle -> {
          found.add(leader);
          handle.descendants().map(ProcessHandle::pid).forEach(found::add);
        });
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (belongs(process)) {
          found.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Without /proc the descendants have to do.
    }
    return new ArrayList<>(found);
  }

  private boolean belongs(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name of the program stands in brackets and may hold anything (proc_pid_stat(5)).
      String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
      String own = Long.toString(leader);
      return !after[0].equals("Z")
          && (after[GROUP].equals(own) || after[SESSION].equals(own) || isMarked(process));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private boolean isMarked(Path process) {
    try {
      String all = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return List.of(all.split("\0", -1)).contains(mark);
    } catch (IOException e) {
      // Another user's, so it is not of this family.
      return false;
    }
  }

  /** Asks every member to end. */
  void terminate() {
    handles(members()).forEach(ProcessHandle::destroy);
  }

  /** Ends every member, and what they start meanwhile. */
  void kill() {
    for (int look = 0; look < LOOKS; look++) {
      List<ProcessHandle> alive = handles(members());
      if (alive.isEmpty()) {
        return;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static List<ProcessHandle> handles(Collection<Long> pids) {
    return pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
  }
}
