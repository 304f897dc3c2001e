package dev.insula.site.state;

import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.net.spi.URLStreamHandlerProvider;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A site's own URL protocols. They work where the site's code makes the URL; inside the JDK the
 * JVM's protocols alone are known.
 */
public final class UrlHandlers {
  private final SiteState site;
  private final Map<String, Optional<URLStreamHandler>> byProtocol = new ConcurrentHashMap<>();
  private @Nullable URLStreamHandlerFactory factory;

  UrlHandlers(SiteState site) {
    this.site = site;
  }

  /**
   * As {@code URL.setURLStreamHandlerFactory}, once per site.
   *
   * @throws Error on the second call, as the JDK does
   */
  public synchronized void install(@Nullable URLStreamHandlerFactory wanted) {
    if (factory != null) {
      throw new Error("factory already defined");
    }
    factory = wanted;
    byProtocol.clear();
  }

  private synchronized @Nullable URLStreamHandlerFactory factory() {
    return factory;
  }

  /** The site's handler for what this text begins with; null if the JVM's own is meant. */
  public @Nullable URLStreamHandler handlerFor(@Nullable String spec) {
    int colon = spec == null ? -1 : spec.indexOf(':');
    return spec == null || colon <= 0 ? null : handler(spec.substring(0, colon).strip());
  }

  /** The site's handler for a protocol; null if the JVM's own is meant. */
  public @Nullable URLStreamHandler handler(@Nullable String protocol) {
    if (protocol == null || protocol.isEmpty()) {
      return null;
    }
    String name = protocol.toLowerCase(Locale.ROOT);
    if (name.equals("file") || name.equals("jrt")) {
      return null; // the JDK does not let them be replaced either
    }
    Optional<URLStreamHandler> known = byProtocol.get(name);
    if (known == null) {
      known = Optional.ofNullable(search(name));
      byProtocol.put(name, known);
    }
    return known.orElse(null);
  }

  private @Nullable URLStreamHandler search(String protocol) {
    URLStreamHandlerFactory installed = factory();
    URLStreamHandler handler =
        installed == null ? null : installed.createURLStreamHandler(protocol);
    if (handler == null) {
      handler = ofPackages(protocol);
    }
    boolean built = protocol.startsWith("http") || protocol.equals("jar");
    return handler != null || built ? handler : ofProviders(protocol);
  }

  private @Nullable URLStreamHandler ofPackages(String protocol) {
    String packages =
        Objects.requireNonNullElse(site.properties().value("java.protocol.handler.pkgs"), "");
    for (String prefix : packages.split("\\|", -1)) {
      if (!prefix.isBlank()) {
        try {
          String name = prefix.strip() + "." + protocol + ".Handler";
          Class<?> type = Class.forName(name, true, site.loader());
          return (URLStreamHandler) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
          // As in the JDK, the next package may have one.
        }
      }
    }
    return null;
  }

  private @Nullable URLStreamHandler ofProviders(String protocol) {
    try {
      for (var provider : ServiceLoader.load(URLStreamHandlerProvider.class, site.loader())) {
        URLStreamHandler handler = provider.createURLStreamHandler(protocol);
        if (handler != null) {
          return handler;
        }
      }
    } catch (ServiceConfigurationError e) {
      site.streams().err().println("A URLStreamHandlerProvider of the site is unusable: " + e);
    }
    return null;
  }

  synchronized void release() {
    factory = null;
    byProtocol.clear();
  }
}
