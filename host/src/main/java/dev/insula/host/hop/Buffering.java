package dev.insula.host.hop;

import java.nio.file.Path;

/**
 * Which request bodies are received as a whole before the daemon hears of the request. A buffered
 * body reaches it with its length, which most WSGI applications need, and holds none of its threads
 * while the client is slow.
 */
public sealed interface Buffering {
  /** Bodies stream through as they come. */
  record None() implements Buffering {}

  /**
   * Bodies are buffered: short ones in memory, longer ones in a file that is removed at once.
   *
   * @param bodies which ones
   * @param memoryBytes how much of one body stays in memory, 1 KiB to 1 MiB
   * @param spool shared by all requests that share its quota
   */
  record Spooled(Bodies bodies, int memoryBytes, SpoolDirectory spool) implements Buffering {
    public Spooled {
      if (memoryBytes < 1024 || memoryBytes > 1 << 20) {
        throw new IllegalArgumentException("memoryBytes is out of range: " + memoryBytes);
      }
    }
  }

  /** Which bodies are buffered. */
  enum Bodies {
    /** Those whose length the client did not say. */
    WITHOUT_LENGTH,
    ALL
  }

  static Buffering none() {
    return new None();
  }

  /** Buffers bodies without a length, up to 64 KiB in memory. */
  static Buffering withoutLength(Path directory, long quotaBytes) {
    return new Spooled(Bodies.WITHOUT_LENGTH, 64 * 1024, new SpoolDirectory(directory, quotaBytes));
  }

  /** Buffers every body, up to 64 KiB in memory. */
  static Buffering all(Path directory, long quotaBytes) {
    return new Spooled(Bodies.ALL, 64 * 1024, new SpoolDirectory(directory, quotaBytes));
  }
}
