package dev.insula.host.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Appends to access logs. A file that cannot be written, mostly because its disk is full, is told
 * once when that begins and once when it is over, with what was lost. Used by one thread.
 */
final class LogDisk {
  private static final Logger LOG = Logger.getLogger("insula.access");

  private final Map<Path, Long> lost = new HashMap<>();

  /** Writes all of {@code lines}, or drops what cannot be written. */
  void append(Path file, ByteBuffer lines) {
    // Opened for each flush, so that a log that was moved away by a rotation is made anew.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
      over(file);
    } catch (IOException e) {
      drop(file, lines.remaining(), e);
    }
  }

  /** Bytes of this log that were dropped since it could be written last. */
  long lost(Path file) {
    return lost.getOrDefault(file, 0L);
  }

  private void drop(Path file, long bytes, IOException reason) {
    if (!lost.containsKey(file)) {
      LOG.warnf("Access log %s: %s. Its lines are dropped until it can be written.", file, reason);
    }
    lost.merge(file, bytes, Long::sum);
  }

  private void over(Path file) {
    Long bytes = lost.remove(file);
    if (bytes != null) {
      LOG.warnf("Access log %s can be written again; %d bytes were dropped.", file, bytes);
    }
  }
}
