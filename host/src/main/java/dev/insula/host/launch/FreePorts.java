package dev.insula.host.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ports of 127.0.0.1 for programs. They lie below the system's own range for outgoing connections,
 * so that none of those can take a port between its choice and the program's listening, and no two
 * starts that are alive share one.
 */
final class FreePorts {
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int LOWEST = 10_000;
  private static final int LEAST_CHOICE = 2_000;
  private static final int TRIES = 1_000;

  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Set<Integer> taken = new HashSet<>();
  private final int end = end();

  private static int end() {
    try {
      int first = Integer.parseInt(Files.readString(EPHEMERAL).strip().split("\\s+", 2)[0]);
      return Math.max(first, LOWEST + LEAST_CHOICE);
    } catch (IOException | NumberFormatException e) {
      return LOWEST + LEAST_CHOICE;
    }
  }

  /**
   * A port that nobody listens on, which is its holder's until {@link #giveBack}.
   *
   * @throws IOException if no free port was found
   */
  synchronized int take() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(LOWEST, end);
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new IOException(
        "no free port of 127.0.0.1 was found between %d and %d".formatted(LOWEST, end));
  }

  synchronized void giveBack(int port) {
    taken.remove(port);
  }

  /** Whether it can be listened on; on every address, as the program may want them all. */
  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress((InetAddress) null, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
