package dev.insula.host.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numbers that processes have outside of the room in which they run. */
final class RoomPids {
  private static final String NUMBERS = "NSpid:";

  private RoomPids() {}

  /**
   * The number by which this machine knows a process; the outermost one's if it is not to be seen.
   *
   * @param outermost the first process of the room
   * @param inside the number that the process has in there
   */
  static long outside(long outermost, long inside) {
    return ProcessHandle.of(outermost).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> innermost(pid) == inside)
        .findFirst()
        .orElse(outermost);
  }

  /** Its last number in proc_pid_status(5), which is the one in its own namespace. */
  private static long innermost(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(NUMBERS)) {
          return Long.parseLong(line.substring(line.lastIndexOf('\t') + 1));
        }
      }
    } catch (IOException e) {
      // It has ended.
      return -1;
    }
    return -1;
  }
}
