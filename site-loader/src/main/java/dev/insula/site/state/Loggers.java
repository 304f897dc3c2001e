package dev.insula.site.state;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A site's loggers by name, and the configuration they follow. Guarded by its own monitor; handlers
 * are made and closed while it is held.
 */
final class Loggers {
  private static final String ROOT = "";

  private final SiteState site;
  private final LogManager manager;
  private final HandlerFactory handlers;
  private final TreeMap<String, Logger> byName = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Properties configuration = new Properties();

  Loggers(SiteState site, LogManager manager) {
    this.site = site;
    this.manager = manager;
    this.handlers = new HandlerFactory(site, this);
  }

  synchronized void begin() {
    byName.put(ROOT, new SiteLogger(ROOT));
    try {
      readDeclared();
    } catch (IOException | RuntimeException e) {
      site.streams().err().println("The site's java.util.logging cannot be configured: " + e);
      configure(standard());
    }
  }

  /** What {@code java.util.logging.config.class} or {@code .file} names, else the standard. */
  synchronized void readDeclared() throws IOException {
    String byClass = declared("java.util.logging.config.class");
    String file = declared("java.util.logging.config.file");
    if (!byClass.isEmpty()) {
      configureByClass(byClass);
    } else if (!file.isEmpty()) {
      try (InputStream in = new FileInputStream(site.workingDirectory().resolve(file))) {
        manager.readConfiguration(in);
      }
    } else {
      configure(standard());
    }
  }

  private String declared(String key) {
    return Objects.requireNonNullElse(site.properties().value(key), "").strip();
  }

  private void configureByClass(String name) throws IOException {
    try {
      // The class configures the manager from its constructor.
      Class.forName(name, true, site.loader()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("java.util.logging.config.class names " + name + ": " + e, e);
    }
  }

  private static Properties standard() {
    Properties standard = new Properties();
    standard.setProperty("handlers", "java.util.logging.ConsoleHandler");
    standard.setProperty(".level", "INFO");
    return standard;
  }

  synchronized void configure(Properties wanted) {
    reset();
    configuration = wanted;
    byName.values().forEach(this::applyConfiguration);
    listeners.forEach(Runnable::run);
  }

  synchronized void update(
      Properties wanted, @Nullable Function<String, BiFunction<String, String, String>> mapper) {
    Properties merged = new Properties();
    Set<String> keys = new TreeSet<>(configuration.stringPropertyNames());
    keys.addAll(wanted.stringPropertyNames());
    for (String key : keys) {
      String next = wanted.getProperty(key);
      if (mapper != null) {
        next = mapper.apply(key).apply(configuration.getProperty(key), next);
      }
      if (next != null) {
        merged.setProperty(key, next);
      }
    }
    configure(merged);
  }

  private void applyConfiguration(Logger logger) {
    String name = logger.getName();
    level(name + ".level", logger);
    if ("false".equalsIgnoreCase(configuration.getProperty(name + ".useParentHandlers"))) {
      logger.setUseParentHandlers(false);
    }
    String classes = configuration.getProperty(name.isEmpty() ? "handlers" : name + ".handlers");
    if (classes != null) {
      for (Handler handler : handlers.make(classes)) {
        logger.addHandler(handler);
      }
    }
  }

  private void level(String key, Logger logger) {
    String level = configuration.getProperty(key, "").strip();
    if (!level.isEmpty()) {
      try {
        logger.setLevel(Level.parse(level));
      } catch (IllegalArgumentException e) {
        site.streams().err().println("Bad level value for property: " + key);
      }
    }
  }

  synchronized boolean add(Logger logger) {
    String name = Objects.requireNonNull(logger.getName(), "logger name");
    if (byName.putIfAbsent(name, logger) != null) {
      return false;
    }
    configuredAncestors(name);
    logger.setParent(nearest(name));
    for (Logger below : byName.subMap(name + '.', name + '/').values()) {
      Logger parent = below.getParent();
      if (parent == null || parent.getName().length() < name.length()) {
        below.setParent(logger);
      }
    }
    applyConfiguration(logger);
    return true;
  }

  /** Loggers in between exist as soon as the configuration says something of them. */
  private void configuredAncestors(String name) {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String above = name.substring(0, dot);
      boolean configured =
          configuration.containsKey(above + ".level")
              || configuration.containsKey(above + ".handlers");
      if (configured && !byName.containsKey(above)) {
        add(new SiteLogger(above));
      }
    }
  }

  private Logger nearest(String name) {
    for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
      Logger above = byName.get(name.substring(0, dot));
      if (above != null) {
        return above;
      }
    }
    return Objects.requireNonNull(byName.get(ROOT));
  }

  synchronized @Nullable Logger find(String name) {
    return byName.get(name);
  }

  synchronized Collection<String> names() {
    return new ArrayList<>(byName.keySet());
  }

  synchronized @Nullable String property(String name) {
    return configuration.getProperty(name);
  }

  synchronized void reset() {
    configuration = new Properties();
    for (Logger logger : byName.values()) {
      for (Handler handler : logger.getHandlers()) {
        logger.removeHandler(handler);
        close(handler);
      }
      logger.setLevel(logger.getName().isEmpty() ? Level.INFO : null);
    }
  }

  private void close(Handler handler) {
    try {
      handler.close();
    } catch (RuntimeException e) {
      site.streams().err().println("A log handler could not be closed: " + e);
    }
  }

  void addListener(Runnable listener) {
    listeners.add(Objects.requireNonNull(listener));
  }

  void removeListener(Runnable listener) {
    listeners.remove(listener);
  }
}
