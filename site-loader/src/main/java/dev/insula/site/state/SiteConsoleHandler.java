package dev.insula.site.state;

import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.LogRecord;

/**
 * Writes to the site's {@code System.err}. The stream of the superclass, which is the host's, is
 * neither used nor, above all, closed.
 */
final class SiteConsoleHandler extends ConsoleHandler {
  private final Streams streams;

  SiteConsoleHandler(Streams streams) {
    this.streams = streams;
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    try {
      streams.err().print(getFormatter().format(record));
      flush();
    } catch (RuntimeException e) {
      reportError(null, e, ErrorManager.FORMAT_FAILURE);
    }
  }

  @Override
  public synchronized void flush() {
    if (streams != null) { // the superclass's constructor may flush
      streams.err().flush();
    }
  }

  @Override
  public synchronized void close() {
    flush();
  }
}
