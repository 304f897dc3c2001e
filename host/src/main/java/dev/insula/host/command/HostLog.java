package dev.insula.host.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The host's own log: one line a record on standard error, warnings only from its libraries. */
final class HostLog {
  private HostLog() {}

  static void configure() {
    LogManager.getLogManager().reset();
    var console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(new OneLine());
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    root.setLevel(Level.WARNING);
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

    private static String trace(Throwable thrown) {
      var text = new java.io.StringWriter();
      thrown.printStackTrace(new java.io.PrintWriter(text));
      return text.toString();
    }
  }
}
