package dev.insula.site.daemon;

import dev.insula.site.PlanText;
import dev.insula.site.SiteDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Java daemon process is told on its standard input, which stays open afterwards: its end
 * tells the daemon that the host is gone.
 *
 * @param site the site to serve
 * @param socket the Unix domain socket to listen on; absolute; its folder exists and only the site
 *     and the host may enter it
 * @param ioThreads how many threads do the input and output, at least 1
 * @param drain how long requests may take to end once the daemon shall stop
 */
public record DaemonPlan(SiteDefinition site, Path socket, int ioThreads, Duration drain) {
  private static final String SOCKET = "daemon.socket";
  private static final String IO_THREADS = "daemon.io-threads";
  private static final String DRAIN = "daemon.drain";

  /** Refuses what cannot be served. */
  public DaemonPlan {
    if (!socket.isAbsolute()) {
      throw new IllegalArgumentException("The socket " + socket + " is not an absolute path.");
    }
    if (ioThreads < 1) {
      throw new IllegalArgumentException(
          "A daemon with " + ioThreads + " I/O threads; least is 1.");
    }
    if (drain.isNegative()) {
      throw new IllegalArgumentException("A drain of " + drain + "; least is 0.");
    }
  }

  /** Writes the plan and flushes; does not close the stream. */
  public void write(OutputStream out) throws IOException {
    PlanText.write(entries(), out);
  }

  /** The plan as the entries of a {@link PlanText}. */
  public Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>(site.entries());
    entries.put(SOCKET, socket.toString());
    entries.put(IO_THREADS, Integer.toString(ioThreads));
    entries.put(DRAIN, drain.toString());
    return entries;
  }

  /**
   * Reads what {@link #write} wrote, and not a byte more.
   *
   * @throws IOException if the stream ends too early
   * @throws IllegalArgumentException with a sentence if something is missing or wrong
   */
  public static DaemonPlan read(InputStream in) throws IOException {
    return of(PlanText.read(in));
  }

  /**
   * The plan that {@link #entries} was called on; entries of other names are left alone.
   *
   * @throws IllegalArgumentException with a sentence if something is missing or wrong
   */
  static DaemonPlan of(Map<String, String> entries) {
    for (String key : new String[] {SOCKET, IO_THREADS, DRAIN}) {
      if (!entries.containsKey(key)) {
        throw new IllegalArgumentException("The plan of the daemon has no " + key + ".");
      }
    }
    return new DaemonPlan(
        SiteDefinition.fromEntries(entries),
        Path.of(entries.getOrDefault(SOCKET, "")),
        Integer.parseInt(entries.getOrDefault(IO_THREADS, "")),
        Duration.parse(entries.getOrDefault(DRAIN, "")));
  }
}
