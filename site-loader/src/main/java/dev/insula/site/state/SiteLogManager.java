package dev.insula.site.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The {@code LogManager} that a site's code sees: a shell around the site's {@link Loggers}.
 *
 * <p>The JVM keeps every LogManager for ever, by a shutdown hook of its constructor. So the shells
 * are reused by later sites, and hold nothing themselves.
 */
final class SiteLogManager extends LogManager {
  // The JVM's list of LogManagers is one for all sites, so what is idle in it is, too.
  private static final Queue<SiteLogManager> IDLE = new ConcurrentLinkedQueue<>();

  private volatile @Nullable Loggers loggers;

  private SiteLogManager() {}

  static SiteLogManager lease() {
    SiteLogManager idle = IDLE.poll();
    return idle == null ? new SiteLogManager() : idle;
  }

  void begin(Loggers own) {
    loggers = own;
    own.begin();
  }

  /** Closes the site's handlers and gives the shell back. */
  void end() {
    reset();
    loggers = null;
    IDLE.add(this);
  }

  @Override
  public boolean addLogger(Logger logger) {
    Loggers own = loggers;
    return own != null && own.add(logger);
  }

  // The contract of LogManager.getLogger: null if there is none.
  @Override
  public @Nullable Logger getLogger(String name) {
    Loggers own = loggers;
    return own == null ? null : own.find(name);
  }

  @Override
  public Enumeration<String> getLoggerNames() {
    Loggers own = loggers;
    return own == null ? Collections.emptyEnumeration() : Collections.enumeration(own.names());
  }

  @Override
  public @Nullable String getProperty(String name) {
    Loggers own = loggers;
    return own == null ? null : own.property(name);
  }

  @Override
  public void readConfiguration() throws IOException {
    Loggers own = loggers;
    if (own != null) {
      own.readDeclared();
    }
  }

  @Override
  public void readConfiguration(InputStream in) throws IOException {
    Loggers own = loggers;
    if (own != null) {
      own.configure(load(in));
    }
  }

  @Override
  public void updateConfiguration(Function<String, BiFunction<String, String, String>> mapper)
      throws IOException {
    readConfiguration();
  }

  @Override
  public void updateConfiguration(
      InputStream in, Function<String, BiFunction<String, String, String>> mapper)
      throws IOException {
    Loggers own = loggers;
    if (own != null) {
      own.update(load(in), mapper);
    }
  }

  private static Properties load(InputStream in) throws IOException {
    Properties read = new Properties();
    read.load(in);
    return read;
  }

  @Override
  public void reset() {
    Loggers own = loggers;
    if (own != null) {
      own.reset();
    }
  }

  @Override
  public LogManager addConfigurationListener(Runnable listener) {
    Loggers own = loggers;
    if (own != null) {
      own.addListener(listener);
    }
    return this;
  }

  @Override
  public void removeConfigurationListener(Runnable listener) {
    Loggers own = loggers;
    if (own != null) {
      own.removeListener(listener);
    }
  }
}
