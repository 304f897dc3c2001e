package dev.insula.host.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The memory of processes, read from {@code /proc/PID/smaps_rollup} (proc(5)). */
final class ProcessMemory {
  private ProcessMemory() {}

  /**
   * Bytes of proportional set size of all these processes; empty if there are none or none can be
   * read, as for a process of another user.
   */
  static Optional<Long> of(List<Long> pids) {
    long[] known =
        pids.stream().map(ProcessMemory::pss).flatMapToLong(OptionalLong::stream).toArray();
    return known.length == 0 ? Optional.empty() : Optional.of(java.util.Arrays.stream(known).sum());
  }

  private static OptionalLong pss(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
        if (line.startsWith("Pss:")) {
          return OptionalLong.of(Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Gone between the listing and now, or not ours to read.
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  static String readable(long bytes) {
    return "%.1f MiB".formatted(bytes / 1048576.0);
  }
}
