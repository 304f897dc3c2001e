package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Logging;
import dev.insula.site.state.WorkingDirectory;
import java.io.IOException;
import java.util.ResourceBundle;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Stands in for {@code java.util.logging} and {@code System.Logger}. */
public final class SiteJul {
  private static final Logging LOGGING = Own.state().logging();
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  /** {@code Logger.global}, deprecated but still read by old libraries. */
  @Replaces(Logger.class)
  public static final Logger global = LOGGING.logger(Logger.GLOBAL_LOGGER_NAME);

  private SiteJul() {}

  @Replaces(Logger.class)
  public static Logger getGlobal() {
    return global;
  }

  @Replaces(Logger.class)
  public static Logger getLogger(String name) {
    return LOGGING.logger(name);
  }

  @Replaces(Logger.class)
  public static Logger getLogger(String name, @Nullable String bundle) {
    return LOGGING.logger(name, bundle);
  }

  @Replaces(Logger.class)
  public static Logger getAnonymousLogger() {
    return LOGGING.anonymous(null);
  }

  @Replaces(Logger.class)
  public static Logger getAnonymousLogger(@Nullable String bundle) {
    return LOGGING.anonymous(bundle);
  }

  @Replaces(LogManager.class)
  public static LogManager getLogManager() {
    return LOGGING.manager();
  }

  @Replaces(value = ConsoleHandler.class, kind = Kind.CONSTRUCTOR)
  public static ConsoleHandler consoleHandler() {
    return LOGGING.consoleHandler();
  }

  @Replaces(value = SimpleFormatter.class, kind = Kind.CONSTRUCTOR)
  public static SimpleFormatter simpleFormatter() {
    return LOGGING.simpleFormatter();
  }

  @Replaces(value = FileHandler.class, kind = Kind.CONSTRUCTOR)
  public static FileHandler fileHandler(String pattern) throws IOException {
    return new FileHandler(resolved(pattern));
  }

  @Replaces(value = FileHandler.class, kind = Kind.CONSTRUCTOR)
  public static FileHandler fileHandler(String pattern, boolean append) throws IOException {
    return new FileHandler(resolved(pattern), append);
  }

  @Replaces(value = FileHandler.class, kind = Kind.CONSTRUCTOR)
  public static FileHandler fileHandler(String pattern, int limit, int count) throws IOException {
    return new FileHandler(resolved(pattern), limit, count);
  }

  @Replaces(value = FileHandler.class, kind = Kind.CONSTRUCTOR)
  public static FileHandler fileHandler(String pattern, int limit, int count, boolean append)
      throws IOException {
    return new FileHandler(resolved(pattern), limit, count, append);
  }

  @Replaces(value = FileHandler.class, kind = Kind.CONSTRUCTOR)
  public static FileHandler fileHandler(String pattern, long limit, int count, boolean append)
      throws IOException {
    return new FileHandler(resolved(pattern), limit, count, append);
  }

  /** A pattern that begins with a placeholder (home, temporary directory) is absolute. */
  private static String resolved(String pattern) {
    return pattern.startsWith("%") ? pattern : DIRECTORY.resolve(pattern);
  }

  @Replaces(value = System.class, name = "getLogger")
  public static System.Logger systemLogger(String name) {
    return LOGGING.finder().getLogger(name, SiteJul.class.getModule());
  }

  @Replaces(value = System.class, name = "getLogger")
  public static System.Logger systemLogger(String name, ResourceBundle bundle) {
    return LOGGING.finder().getLocalizedLogger(name, bundle, SiteJul.class.getModule());
  }

  @Replaces(System.LoggerFinder.class)
  public static System.LoggerFinder getLoggerFinder() {
    return LOGGING.finder();
  }
}
