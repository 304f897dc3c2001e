package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who listens on a TCP port of this machine, as the kernel tells it (proc_pid_net(5)). */
final class Listeners {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String LISTENING = "0A";
  private static final List<String> EVERYWHERE = List.of("00000000", "0".repeat(32));
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Listeners() {}

  /** Whether one of these processes holds the socket that listens on the port. */
  static boolean areAmong(Iterable<Long> pids, int port) {
    Map<String, String> sockets = sockets(port);
    for (long pid : pids) {
      if (holdsOne(pid, sockets)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the port can be reached from other machines, too. */
  static boolean areReachable(int port) {
    return sockets(port).values().stream().anyMatch(EVERYWHERE::contains);
  }

  /** What there is to tell of a site that is {@linkplain #areReachable reachable}. */
  static String everywhere(int port) {
    return "it listens on every address of this machine, not on 127.0.0.1 alone: port " + port;
  }

  /** Inode to local address, of the sockets that listen on the port. */
  private static Map<String, String> sockets(int port) {
    String suffix = ":%04X".formatted(port);
    Map<String, String> found = new HashMap<>();
    for (Path table : TABLES) {
      try {
        for (String line : Files.readAllLines(table)) {
          String[] words = line.strip().split(" +", -1);
          if (words.length > INODE
              && words[STATE].equals(LISTENING)
              && words[LOCAL].endsWith(suffix)) {
            String local = words[LOCAL];
            found.put(words[INODE], local.substring(0, local.length() - suffix.length()));
          }
        }
      } catch (IOException e) {
        // A system without IPv6 has one table only.
      }
    }
    return found;
  }

  private static boolean holdsOne(long pid, Map<String, String> sockets) {
    Path folder = Path.of("/proc", Long.toString(pid), "fd");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isSocketOf(file, sockets)) {
          return true;
        }
      }
    } catch (IOException e) {
      // It has ended meanwhile.
    }
    return false;
  }

  private static boolean isSocketOf(Path file, Map<String, String> sockets) {
    try {
      String target = Files.readSymbolicLink(file).toString();
      return target.startsWith("socket:[")
          && sockets.containsKey(target.substring("socket:[".length(), target.length() - 1));
    } catch (IOException e) {
      // Closed meanwhile.
      return false;
    }
  }
}
