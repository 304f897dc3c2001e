package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who listens on a TCP port of this machine, as the kernel tells it (proc_pid_net(5)). */
final class Listeners {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
  private static final String LISTENING = "0A";
  private static final List<String> EVERYWHERE = List.of("00000000", "0".repeat(32));
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int USER = 7;
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

  /** Whether all that listen on the port, and there is one, are this user's. */
  static boolean belongTo(int uid, int port) {
    List<String> users = listening(port).map(words -> words[USER]).distinct().toList();
    return users.equals(List.of(Integer.toString(uid)));
  }

  /** Inode to local address, of the sockets that listen on the port. */
  private static Map<String, String> sockets(int port) {
    int suffix = suffix(port).length();
    return listening(port)
        .collect(
            Collectors.toMap(
                words -> words[INODE],
                words -> words[LOCAL].substring(0, words[LOCAL].length() - suffix),
                (first, _) -> first));
  }

  private static String suffix(int port) {
    return ":%04X".formatted(port);
  }

  /** The lines of the tables for this port, as words. */
  private static Stream<String[]> listening(int port) {
    List<String[]> found = new ArrayList<>();
    for (Path table : TABLES) {
      try {
        for (String line : Files.readAllLines(table)) {
          String[] words = line.strip().split(" +", -1);
          if (words.length > INODE
              && words[STATE].equals(LISTENING)
              && words[LOCAL].endsWith(suffix(port))) {
            found.add(words);
          }
        }
      } catch (IOException e) {
        // A system without IPv6 has one table only.
      }
    }
    return found.stream();
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
