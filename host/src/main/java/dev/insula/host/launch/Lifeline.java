package dev.insula.host.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the programs of a host that died without a word. A program that knows nothing of Insula
 * watches no pipe, so one small shell does it for all of them: it knows their process groups, and
 * at the end of its input it ends them, and whatever carries this host's mark.
 */
final class Lifeline {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  /** The environment variable that marks all that comes of a program. */
  private static final String MARK = "INSULA_START";

  private static final String SCRIPT =
      """
      mark=$1; groups=
      while read -r what group; do
        case $what in
          +) groups="$groups $group";;
          -) left=; for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done; groups=$left;;
        esac
      done
      all() {
        for g in $groups; do kill -"$1" -- -"$g" 2>/dev/null; done
        for e in $(grep -laF "$mark" /proc/[0-9]*/environ 2>/dev/null); do
          p=${e#/proc/}; kill -"$1" "${p%/environ}" 2>/dev/null
        done
      }
      all TERM
      sleep 2
      all KILL
      """;

  private final String host = HexFormat.of().formatHex(randomBytes());
  private final AtomicLong starts = new AtomicLong();
  private final Set<Long> groups = new TreeSet<>();
  private @Nullable Process watcher;

  private static byte[] randomBytes() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** An entry for the environment of one start, as {@code NAME=VALUE}; no other start has it. */
  String mark() {
    return MARK + "=" + host + "." + starts.incrementAndGet();
  }

  /** This process group is to end with the host. */
  synchronized void add(long group) {
    groups.add(group);
    tell("+ " + group);
  }

  /** This process group has ended. */
  synchronized void remove(long group) {
    groups.remove(group);
    tell("- " + group);
  }

  private void tell(String line) {
    try {
      if (watcher == null || !watcher.isAlive()) {
        watcher = start();
        for (long group : groups) {
          write(watcher, "+ " + group);
        }
      } else {
        write(watcher, line);
      }
    } catch (IOException e) {
      LOG.warnf(
          "Programs would outlive a host that is killed, as no watcher runs: %s", e.getMessage());
    }
  }

  private static void write(Process to, String line) throws IOException {
    OutputStream stdin = to.getOutputStream();
    stdin.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    stdin.flush();
  }

  private Process start() throws IOException {
    // A session of its own: what a terminal sends to the host's group must not reach it.
    var builder =
        new ProcessBuilder(
            "setsid", "sh", "-c", SCRIPT, "insula-lifeline", MARK + "=" + host + ".");
    builder.environment().clear();
    builder.environment().putAll(ChildEnvironment.base());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }
}
