package dev.insula.site.state;

import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** A site's {@code java.util.logging} and {@code System.Logger}. */
public final class Logging {
  private final SiteState site;
  private @Nullable SiteLogManager manager;
  private System.@Nullable LoggerFinder finder;
  private boolean released;

  Logging(SiteState site) {
    this.site = site;
  }

  /**
   * {@code LogManager.getLogManager()}.
   *
   * @throws IllegalStateException if the site has ended
   */
  public synchronized LogManager manager() {
    SiteLogManager known = manager;
    if (known == null) {
      if (released) {
        throw new IllegalStateException("Site " + site.name() + " has ended; it logs no more.");
      }
      known = SiteLogManager.lease();
      manager = known;
      known.begin(new Loggers(site, known));
    }
    return known;
  }

  /** {@code Logger.getLogger(name)}; after the site's end a logger that writes nowhere. */
  public Logger logger(String name) {
    while (true) {
      if (hasEnded()) {
        return new SiteLogger(name);
      }
      LogManager loggers = manager();
      Logger known = loggers.getLogger(name);
      if (known != null) {
        return known;
      }
      loggers.addLogger(new SiteLogger(name)); // false if another thread was faster: look again
    }
  }

  /** {@code Logger.getLogger(name, bundleName)}. */
  public Logger logger(String name, @Nullable String bundleName) {
    return localized(logger(name), bundleName);
  }

  /** {@code Logger.getAnonymousLogger(bundleName)}. */
  public Logger anonymous(@Nullable String bundleName) {
    Logger logger = new SiteLogger(null);
    if (!hasEnded()) {
      logger.setParent(manager().getLogger(""));
    }
    return localized(logger, bundleName);
  }

  private Logger localized(Logger logger, @Nullable String bundleName) {
    if (bundleName != null) {
      logger.setResourceBundle(
          ResourceBundle.getBundle(bundleName, site.locales().base(), site.loader()));
    }
    return logger;
  }

  private synchronized boolean hasEnded() {
    return released && manager == null;
  }

  /** What {@code new ConsoleHandler()} makes: a handler to the site's own {@code System.err}. */
  public ConsoleHandler consoleHandler() {
    return new SiteConsoleHandler(site.streams());
  }

  /** What {@code new SimpleFormatter()} makes: the site's format, locale and zone. */
  public SimpleFormatter simpleFormatter() {
    return new SiteFormatter(site);
  }

  /** {@code System.LoggerFinder.getLoggerFinder()}: the site's own, else java.util.logging. */
  public synchronized System.LoggerFinder finder() {
    System.LoggerFinder known = finder;
    if (known == null) {
      known = declaredFinder().orElseGet(() -> new SiteLoggerFinder(this));
      finder = known;
    }
    return known;
  }

  private Optional<System.LoggerFinder> declaredFinder() {
    try {
      return ServiceLoader.load(System.LoggerFinder.class, site.loader()).findFirst();
    } catch (ServiceConfigurationError e) {
      site.streams().err().println("The System.LoggerFinder of the site is unusable: " + e);
      return Optional.empty();
    }
  }

  synchronized void release() {
    released = true;
    finder = null;
    SiteLogManager known = manager;
    manager = null;
    if (known != null) {
      known.end();
    }
  }
}
