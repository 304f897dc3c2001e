package dev.insula.site.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.FileHandler;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.XMLFormatter;
import org.jspecify.annotations.Nullable;

/** Makes the handlers that a site's java.util.logging configuration names. */
final class HandlerFactory {
  private static final String CONSOLE = "java.util.logging.ConsoleHandler";
  private static final String FILE = "java.util.logging.FileHandler";

  private final SiteState site;
  private final Loggers loggers;

  HandlerFactory(SiteState site, Loggers loggers) {
    this.site = site;
    this.loggers = loggers;
  }

  /** The handlers of these class names, separated by commas or white space. */
  List<Handler> make(String classNames) {
    List<Handler> made = new ArrayList<>();
    for (String name : classNames.strip().split("[\\s,]+", -1)) {
      if (!name.isEmpty()) {
        try {
          Handler handler = one(name);
          level(name, handler);
          made.add(handler);
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
          site.streams().err().println("Can't load log handler \"" + name + "\": " + e);
        }
      }
    }
    return made;
  }

  private Handler one(String name) throws ReflectiveOperationException, IOException {
    Handler handler =
        switch (name) {
          case CONSOLE -> new SiteConsoleHandler(site.streams());
          case FILE -> fileHandler();
          default -> make(name, Handler.class);
        };
    if (name.equals(CONSOLE) || name.equals(FILE)) {
      configure(name, handler);
    }
    return handler;
  }

  /** The JDK's own handlers would ask the host's LogManager. */
  private void configure(String name, Handler handler)
      throws ReflectiveOperationException, IOException {
    handler.setLevel(name.equals(CONSOLE) ? Level.INFO : Level.ALL);
    handler.setFormatter(formatter(name));
    String encoding = loggers.property(name + ".encoding");
    if (encoding != null) {
      handler.setEncoding(encoding.strip());
    }
    String filter = loggers.property(name + ".filter");
    if (filter != null) {
      handler.setFilter(make(filter.strip(), Filter.class));
    }
  }

  private Formatter formatter(String handler) throws ReflectiveOperationException {
    String name = text(handler + ".formatter", handler.equals(FILE) ? XML : SIMPLE);
    return name.equals(SIMPLE) ? new SiteFormatter(site) : make(name, Formatter.class);
  }

  private static final String SIMPLE = "java.util.logging.SimpleFormatter";
  private static final String XML = XMLFormatter.class.getName();

  private FileHandler fileHandler() throws IOException {
    return fileHandler(
        text(FILE + ".pattern", "%h/java%u.log"),
        Long.parseLong(text(FILE + ".limit", "0")),
        Integer.parseInt(text(FILE + ".count", "1")),
        Boolean.parseBoolean(text(FILE + ".append", "false")));
  }

  private FileHandler fileHandler(String pattern, long limit, int count, boolean append)
      throws IOException {
    String inSite = pattern.startsWith("%") ? pattern : site.workingDirectory().resolve(pattern);
    return new FileHandler(inSite, limit, count, append);
  }

  private void level(String name, Handler handler) {
    @Nullable String level = loggers.property(name + ".level");
    if (level != null) {
      handler.setLevel(Level.parse(level.strip().toUpperCase(Locale.ROOT)));
    }
  }

  private String text(String key, String otherwise) {
    String value = loggers.property(key);
    return value == null ? otherwise : value.strip();
  }

  private <T> T make(String name, Class<T> type) throws ReflectiveOperationException {
    return type.cast(
        Class.forName(name, true, site.loader()).getDeclaredConstructor().newInstance());
  }
}
