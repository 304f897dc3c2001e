package dev.insula.host.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log file, read as it grows; used by one thread at a time. */
final class GrowingLog {
  private static final int LONGEST_READ = 1 << 20;

  private final Path file;
  private long at;

  GrowingLog(Path file) {
    this.file = file;
  }

  /** Where it ends now. */
  long end() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** What was added since the last call. */
  String more() throws IOException {
    String text = from(at);
    at = end();
    return text;
  }

  /** What stands behind a place, without its beginning if it is very long. */
  String from(long place) throws IOException {
    long end = end();
    long start = Math.max(Math.min(place, end), end - LONGEST_READ);
    if (start == end) {
      return "";
    }
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(start);
      byte[] bytes = new byte[(int) (end - start)];
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
