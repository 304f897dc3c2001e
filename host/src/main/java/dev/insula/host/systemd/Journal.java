package dev.insula.host.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether what is written to a standard stream goes to the journal (systemd.exec(5)). */
public final class Journal {
  private Journal() {}

  /** True if standard error is the stream that {@code JOURNAL_STREAM} names. */
  public static boolean takesStandardError(Map<String, String> environment) {
    String stream = environment.getOrDefault("JOURNAL_STREAM", "");
    return !stream.isEmpty() && stream.equals(stream(Path.of("/proc/self/fd/2")));
  }

  /** Device and inode as {@code JOURNAL_STREAM} writes them, or something that equals nothing. */
  static String stream(Path file) {
    try {
      return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown: " + e.getMessage();
    }
  }

  /** The prefix that gives a line its priority in the journal (sd-daemon(3)). */
  public static String priority(java.util.logging.Level level) {
    int value = level.intValue();
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return "<3>";
    }
    if (value >= java.util.logging.Level.WARNING.intValue()) {
      return "<4>";
    }
    return value >= java.util.logging.Level.INFO.intValue() ? "<6>" : "<7>";
  }
}
