package dev.insula.probe;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** {@code java.util.logging} and {@code System.Logger}. */
final class LoggingProbes {
  private static final String BUNDLE =
      LoggingProbes.class.getPackageName() + ".LoggingProbes$Words";

  private final ProbeSet probes;
  private final String who;
  private final Level own;

  LoggingProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
    this.own = who.equals("alpha") ? Level.FINER : Level.SEVERE;
  }

  void add() {
    loggers();
    configuration();
    handlers();
    systemLoggers();
  }

  // Logger.global is deprecated, and read by old libraries.
  @SuppressWarnings("deprecation")
  private void loggers() {
    level("logger", () -> Logger.getLogger("probe.one"));
    level("logger with bundle", () -> Logger.getLogger("probe.two", BUNDLE));
    level("global logger", Logger::getGlobal);
    level("global field", () -> Logger.global);
    probes.apart(
        "anonymous logger",
        () -> Logger.getLogger("").setLevel(own),
        () -> "" + Logger.getAnonymousLogger().isLoggable(Level.INFO));
    probes.apart(
        "anonymous logger with bundle",
        () -> Logger.getLogger("").setLevel(own),
        () -> "" + Logger.getAnonymousLogger(BUNDLE).isLoggable(Level.INFO));
  }

  private void level(String name, Callable<Logger> logger) {
    probes.apart(name, () -> logger.call().setLevel(own), () -> "" + logger.call().getLevel());
  }

  private void configuration() {
    probes.apart(
        "log manager",
        () ->
            LogManager.getLogManager()
                .readConfiguration(
                    new ByteArrayInputStream(("set=" + who).getBytes(StandardCharsets.UTF_8))),
        () -> LogManager.getLogManager().getProperty("set"));
  }

  private void handlers() {
    probes.same("console handler", () -> "" + new ConsoleHandler().getLevel());
    probes.different(
        "formatter",
        () -> {
          LogRecord entry = new LogRecord(Level.INFO, "text");
          entry.setInstant(java.time.Instant.EPOCH);
          return new SimpleFormatter().format(entry);
        });
    logged("file handler", () -> new FileHandler("logged.txt"));
    logged("file handler, appending", () -> new FileHandler("logged.txt", false));
    logged("file handler of count", () -> new FileHandler("logged.txt", 0, 1));
    logged("file handler of count, appending", () -> new FileHandler("logged.txt", 0, 1, false));
    logged("file handler of length", () -> new FileHandler("logged.txt", 0L, 1, false));
  }

  private void logged(String name, Callable<FileHandler> handler) {
    probes.apart(
        name,
        () -> {
          FileHandler made = handler.call();
          made.publish(new LogRecord(Level.SEVERE, who));
          made.close();
        },
        () ->
            Files.readString(Path.of("logged.txt"))
                .replaceAll("(?s).*<message>(.*)</message>.*", "$1"));
  }

  private void systemLoggers() {
    ResourceBundle words = ResourceBundle.getBundle(BUNDLE, Locale.ROOT);
    systemLogger("system logger", () -> System.getLogger("probe.system"));
    systemLogger("system logger with bundle", () -> System.getLogger("probe.system", words));
    systemLogger(
        "system logger of finder",
        () ->
            System.LoggerFinder.getLoggerFinder()
                .getLogger("probe.system", LoggingProbes.class.getModule()));
  }

  private void systemLogger(String name, Callable<System.Logger> logger) {
    probes.apart(
        name,
        () -> Logger.getLogger("probe.system").setLevel(own),
        () -> "" + logger.call().isLoggable(System.Logger.Level.INFO));
  }

  /** Words of no particular language. */
  public static final class Words extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"word", "root"}};
    }
  }
}
