package dev.insula.host.hop;

/**
 * What one site's hop may use.
 *
 * @param connections most connections to the daemon, or streams of links to it, at once, over all
 *     I/O threads; at least 1. A daemon with a thread per connection must not get more than it has
 *     threads
 * @param queue most requests that wait for a connection; 0 or more
 * @param answerHeadBytes longest status line and header fields of an answer, 1 KiB to 1 MiB
 * @param bodyBytes longest request body; 0 or more
 */
public record HopLimits(int connections, int queue, int answerHeadBytes, long bodyBytes) {
  public static final HopLimits DEFAULTS = new HopLimits(64, 128, 64 * 1024, 16L << 20);

  public HopLimits {
    require(connections >= 1, "connections", connections);
    require(queue >= 0, "queue", queue);
    require(
        answerHeadBytes >= 1024 && answerHeadBytes <= 1 << 20, "answerHeadBytes", answerHeadBytes);
    require(bodyBytes >= 0, "bodyBytes", bodyBytes);
  }

  public HopLimits withConnections(int count) {
    return new HopLimits(count, queue, answerHeadBytes, bodyBytes);
  }

  public HopLimits withQueue(int count) {
    return new HopLimits(connections, count, answerHeadBytes, bodyBytes);
  }

  public HopLimits withBodyBytes(long bytes) {
    return new HopLimits(connections, queue, answerHeadBytes, bytes);
  }

  private static void require(boolean holds, String name, long value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
