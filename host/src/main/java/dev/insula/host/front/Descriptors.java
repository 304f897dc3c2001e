package dev.insula.host.front;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many file descriptors this process may have open (RLIMIT_NOFILE), and what that means for the
 * number of clients. A part is kept for the host itself: files, pipes of daemons, the control
 * socket. So clients cannot use up what an operator needs to find out about them.
 */
record Descriptors(long limit) {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String NAME = "Max open files";

  /** Jars, selectors, logs, and 64 in reserve. */
  private static final long HOSTS_OWN = 192;

  /** A client's connection, and the one to a daemon process that its request goes on. */
  private static final long EACH = 2;

  static Descriptors ofThisProcess() {
    try {
      return of(Files.readAllLines(LIMITS));
    } catch (IOException e) {
      return new Descriptors(Long.MAX_VALUE);
    }
  }

  /** The soft limit, which the JVM raises to the hard one when it starts. */
  static Descriptors of(List<String> limits) {
    return limits.stream()
        .filter(line -> line.startsWith(NAME))
        .map(line -> line.substring(NAME.length()).strip().split(" +", 2)[0])
        .filter(soft -> !soft.equals("unlimited"))
        .map(soft -> new Descriptors(Long.parseLong(soft)))
        .findFirst()
        .orElse(new Descriptors(Long.MAX_VALUE));
  }

  /** Client connections that may be open at once; a few even with the smallest limit. */
  int clients() {
    return Math.clamp((limit - HOSTS_OWN) / EACH, 16, Integer.MAX_VALUE);
  }
}
