package dev.insula.probe;

import java.util.concurrent.Callable;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Logs by java.util.logging, then takes the logging down as a careful library does. */
public final class Logs implements Callable<String> {
  private static final Logger LOGGER = Logger.getLogger("probe.logs.deep");

  /** For the test. */
  public Logs() {}

  @Override
  public String call() {
    LOGGER.info("hello");
    LOGGER.fine("detail");
    System.getLogger("probe.logs.system").log(System.Logger.Level.INFO, "{0}!", "by system");
    Logger.getLogger("probe.logs").warning("warned");
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.close();
    }
    new ConsoleHandler().close();
    LogManager.getLogManager().reset();
    LOGGER.info("after reset");
    return LOGGER.getParent().getName() + "/" + LOGGER.isLoggable(java.util.logging.Level.FINE);
  }
}
