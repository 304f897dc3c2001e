package dev.insula.host.doctor;

import dev.insula.host.doctor.SiteProbe.Canary;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * What one site in a JVM might see of another one, kind by kind. Used inside the sites' loaders.
 */
final class Canaries {
  /** A canary itself: the static field of a class that every site has. */
  private static final Set<String> STATIC = ConcurrentHashMap.newKeySet();

  private Canaries() {}

  /** All kinds by name; what would be collected too early goes into {@code kept}. */
  static Map<String, Canary> all(Collection<Object> kept) {
    Map<String, Canary> all = new LinkedHashMap<>();
    all.put("environment", canary(_ -> {}, mark -> System.getenv().containsValue(mark)));
    all.put(
        "child's environment",
        canary(_ -> {}, mark -> new ProcessBuilder("x").environment().containsValue(mark)));
    all.put(
        "system property",
        canary(mark -> System.setProperty(mark, mark), mark -> System.getProperty(mark) != null));
    all.put(
        "locale",
        canary(
            mark -> Locale.setDefault(locale(mark)),
            mark -> Locale.getDefault().equals(locale(mark))));
    all.put(
        "time zone",
        canary(
            mark -> TimeZone.setDefault(new SimpleTimeZone(0, mark)),
            mark -> TimeZone.getDefault().getID().equals(mark)));
    all.put(
        "standard stream",
        canary(
            mark -> System.setErr(new Marked.Stream(mark)),
            mark -> System.err.toString().equals(mark)));
    all.put("static field", canary(STATIC::add, STATIC::contains));
    files(all);
    registries(all, kept);
    network(all);
    threads(all);
    return all;
  }

  private static Locale locale(String mark) {
    return Locale.forLanguageTag("en-x-" + Integer.toHexString(mark.hashCode()));
  }

  private static void files(Map<String, Canary> all) {
    all.put(
        "temporary-file",
        canary(
            mark -> Files.createTempFile(mark, ""),
            mark -> {
              String[] names = new File(System.getProperty("java.io.tmpdir", "")).list();
              return names != null && Arrays.stream(names).anyMatch(it -> it.startsWith(mark));
            }));
    all.put(
        "working directory",
        canary(
            mark -> Files.writeString(Path.of(mark), mark), mark -> Files.exists(Path.of(mark))));
  }

  private static void registries(Map<String, Canary> all, Collection<Object> kept) {
    all.put(
        "logging",
        canary(
            mark -> kept.add(Logger.getLogger(mark)),
            mark -> LogManager.getLogManager().getLogger(mark) != null));
    all.put(
        "JMX bean",
        canary(
            mark ->
                ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(() -> {}, Runnable.class), name(mark)),
            mark -> ManagementFactory.getPlatformMBeanServer().isRegistered(name(mark))));
    all.put(
        "JDBC driver",
        canary(
            mark -> DriverManager.registerDriver(driver(mark)),
            mark -> DriverManager.drivers().anyMatch(it -> it.toString().equals(mark))));
    all.put(
        "security provider",
        canary(
            mark -> Security.addProvider(new Marked.Security(mark)),
            mark -> Security.getProvider(mark) != null));
  }

  private static ObjectName name(String mark) throws Exception {
    return new ObjectName("insula:type=Canary,name=" + ObjectName.quote(mark));
  }

  @SuppressWarnings("ReferenceEquality") // What makes two proxies equal is asked here.
  private static Driver driver(String mark) {
    return (Driver)
        java.lang.reflect.Proxy.newProxyInstance(
            Canaries.class.getClassLoader(),
            new Class<?>[] {Driver.class, Runnable.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "toString" -> mark;
                  case "hashCode" -> mark.hashCode();
                  case "equals" -> arguments != null && arguments[0] == self;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static void network(Map<String, Canary> all) {
    all.put(
        "authentication",
        canary(
            mark -> Authenticator.setDefault(new Marked.Login(mark)),
            mark -> String.valueOf(Authenticator.getDefault()).equals(mark)));
    all.put(
        "proxy selector",
        canary(
            mark -> ProxySelector.setDefault(new Marked.Proxies(mark)),
            mark -> String.valueOf(ProxySelector.getDefault()).equals(mark)));
    all.put(
        "cookie handler",
        canary(
            mark -> CookieHandler.setDefault(new Marked.Cookies(mark)),
            mark -> String.valueOf(CookieHandler.getDefault()).equals(mark)));
    all.put(
        "URL protocol",
        canary(
            mark ->
                URL.setURLStreamHandlerFactory(
                    protocol -> protocol.equals(protocol(mark)) ? new Marked.Protocol() : null),
            mark -> URI.create(protocol(mark) + ":x").toURL().getProtocol() != null));
  }

  private static String protocol(String mark) {
    return "canary" + Integer.toHexString(mark.hashCode());
  }

  private static void threads(Map<String, Canary> all) {
    all.put(
        "uncaught exceptions",
        canary(
            mark -> Thread.setDefaultUncaughtExceptionHandler(new Marked.Uncaught(mark)),
            mark -> String.valueOf(Thread.getDefaultUncaughtExceptionHandler()).equals(mark)));
    all.put("thread", canary(Canaries::thread, mark -> !named(mark).isEmpty()));
    all.put(
        "another's class loader",
        canary(
            _ -> {},
            mark ->
                named(mark).stream()
                    .map(Thread::getContextClassLoader)
                    .anyMatch(it ->
                        it != null
                            && String.valueOf(it.getName())
                                .startsWith(mark.substring(SiteProbe.MARK.length()) + "/"))));
  }

  private static void thread(String mark) {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
              }
            },
            mark);
    thread.setDaemon(true);
    thread.start();
  }

  private static List<Thread> named(String mark) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(mark))
        .toList();
  }

  private interface Plant {
    void at(String mark) throws Exception;
  }

  private interface Look {
    boolean at(String mark) throws Exception;
  }

  private static Canary canary(Plant plant, Look look) {
    return new Canary() {
      @Override
      public void plant(String mark) throws Exception {
        plant.at(mark);
      }

      @Override
      public boolean isThere(String mark) throws Exception {
        return look.at(mark);
      }
    };
  }
}
