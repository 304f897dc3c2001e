package dev.insula.site.state;

import java.util.ResourceBundle;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A {@code System.Logger} over a logger of the site. */
final class SystemLogger implements System.Logger {
  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Logger logger;

  SystemLogger(Logger logger) {
    this.logger = logger;
  }

  @Override
  public String getName() {
    return logger.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger.isLoggable(level(level));
  }

  @Override
  public void log(Level level, @Nullable ResourceBundle bundle, String text, Throwable thrown) {
    log(level, bundle, text, thrown, null);
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... values) {
    log(level, bundle, format, null, values);
  }

  private void log(
      Level level,
      @Nullable ResourceBundle bundle,
      String text,
      @Nullable Throwable thrown,
      @Nullable Object @Nullable [] values) {
    if (!isLoggable(level)) {
      return;
    }
    LogRecord entry = new LogRecord(level(level), text);
    entry.setLoggerName(logger.getName());
    entry.setResourceBundle(bundle);
    entry.setThrown(thrown);
    entry.setParameters(values);
    WALKER.walk(frames -> {
      frames.filter(SystemLogger::isCaller).findFirst().ifPresent(f -> source(entry, f));
      return true;
    });
    logger.log(entry);
  }

  private static boolean isCaller(StackWalker.StackFrame frame) {
    String type = frame.getClassName();
    return !type.equals(SystemLogger.class.getName()) && !type.startsWith("java.lang.System$");
  }

  private static void source(LogRecord entry, StackWalker.StackFrame frame) {
    entry.setSourceClassName(frame.getClassName());
    entry.setSourceMethodName(frame.getMethodName());
  }

  private static java.util.logging.Level level(Level level) {
    return switch (level) {
      case ALL -> java.util.logging.Level.ALL;
      case TRACE -> java.util.logging.Level.FINER;
      case DEBUG -> java.util.logging.Level.FINE;
      case INFO -> java.util.logging.Level.INFO;
      case WARNING -> java.util.logging.Level.WARNING;
      case ERROR -> java.util.logging.Level.SEVERE;
      case OFF -> java.util.logging.Level.OFF;
    };
  }
}
