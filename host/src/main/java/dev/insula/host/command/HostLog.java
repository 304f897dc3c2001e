package dev.insula.host.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.insula.host.systemd.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The host's own log: one line a record on standard error, warnings only from its libraries. The
 * journal knows the time by itself, and gets the priority in its own form.
 */
final class HostLog {
  private HostLog() {}

  static void configure() {
    LogManager.getLogManager().reset();
    var console = new Background();
    console.setLevel(Level.ALL);
    console.setFormatter(
        Journal.takesStandardError(System.getenv()) ? new JournalLines() : new OneLine());
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    root.setLevel(Level.WARNING);
  }

  /** Never blocks the thread that has something to say. */
  private static final class Background extends Handler {
    private final BackgroundLines lines =
        new BackgroundLines("insula-log", new PrintWriter(System.err, true, UTF_8));

    @Override
    public void publish(LogRecord entry) {
      if (isLoggable(entry)) {
        lines.add(getFormatter().format(entry).stripTrailing());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      lines.close();
    }
  }

  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord entry) {
      var line = new StringBuilder();
      line.append(Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS));
      line.append(' ').append(entry.getLevel().getName()).append(' ');
      line.append(entry.getLoggerName()).append(": ").append(formatMessage(entry)).append('\n');
      if (entry.getThrown() != null) {
        line.append(trace(entry.getThrown()));
      }
      return line.toString();
    }
  }

  private static final class JournalLines extends Formatter {
    @Override
    public String format(LogRecord entry) {
      String text = entry.getLoggerName() + ": " + formatMessage(entry);
      String all = entry.getThrown() == null ? text : text + '\n' + trace(entry.getThrown());
      String prefix = Journal.priority(entry.getLevel());
      return all.lines().map(line -> prefix + line + '\n').collect(Collectors.joining());
    }
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
