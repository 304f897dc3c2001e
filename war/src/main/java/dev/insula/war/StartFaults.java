package dev.insula.war;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Remembers why a web application did not start: Tomcat logs the cause and only says that the start
 * failed.
 */
final class StartFaults extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("org.apache");
  private volatile @Nullable LogRecord first;
  private volatile @Nullable LogRecord firstWithoutCause;
  private volatile @Nullable UnusableCode unusable;

  private StartFaults() {
    setLevel(Level.SEVERE);
    setFormatter(new SimpleFormatter());
  }

  /** Listens from now on, until it is closed. */
  static StartFaults listen() {
    StartFaults faults = new StartFaults();
    faults.logger.addHandler(faults);
    return faults;
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() < Level.SEVERE.intValue()) {
      return;
    }
    if (entry.getThrown() != null) {
      first = first == null ? entry : first;
      if (unusable == null && entry.getThrown() instanceof UnusableCode code) {
        unusable = code;
      }
    } else if (firstWithoutCause == null) {
      firstWithoutCause = entry;
    }
  }

  /**
   * What went wrong first, or with code that the manifest names; as a sentence without its full
   * stop. Empty if nothing was logged.
   */
  Optional<String> told() {
    UnusableCode code = unusable;
    if (code != null) {
      return Optional.ofNullable(code.getMessage());
    }
    LogRecord entry = first == null ? firstWithoutCause : first;
    if (entry == null) {
      return Optional.empty();
    }
    String message = getFormatter().formatMessage(entry);
    return Optional.of(
        root().map(cause -> message + ": " + cause).orElse(message).replaceFirst("\\.$", ""));
  }

  /** The innermost exception of it. */
  Optional<Throwable> root() {
    LogRecord entry = first;
    Throwable root = entry == null ? null : entry.getThrown();
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return Optional.ofNullable(root);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
