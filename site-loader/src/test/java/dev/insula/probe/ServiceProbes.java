package dev.insula.probe;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformLoggingMXBean;
import java.lang.management.RuntimeMXBean;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Class loaders, threads, MBeans, JDBC drivers. */
final class ServiceProbes {
  private final ProbeSet probes;
  private final String who;

  ServiceProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
  }

  void add() {
    loaders();
    threads();
    beans();
    servers();
    drivers();
    connections();
    driverLog();
  }

  private void loaders() {
    probes.different("system loader", () -> id(ClassLoader.getSystemClassLoader()));
    probes.different("system resource", () -> "" + ClassLoader.getSystemResource("who.txt"));
    probes.different(
        "system resources", () -> "" + Collections.list(ClassLoader.getSystemResources("who.txt")));
    probes.different(
        "system stream",
        () -> {
          try (var in = ClassLoader.getSystemResourceAsStream("who.txt")) {
            return in == null ? "none" : "" + in.readAllBytes().length + who;
          }
        });
    probes.different("new loader", () -> id(new URLClassLoader(new URL[0]).getParent()));
    probes.different(
        "new loader of factory", () -> id(URLClassLoader.newInstance(new URL[0]).getParent()));
    probes.different("service", () -> service(ServiceLoader.load(CharSequence.class)));
    probes.different(
        "service of no loader", () -> service(ServiceLoader.load(CharSequence.class, null)));
  }

  private static String service(ServiceLoader<CharSequence> found) {
    return "" + found.findFirst().map(s -> System.identityHashCode(s.getClass())).orElse(0);
  }

  private static String id(@Nullable ClassLoader loader) {
    return "" + System.identityHashCode(loader);
  }

  private void threads() {
    probes.different("context loader", () -> id(Thread.currentThread().getContextClassLoader()));
    probes.different(
        "context loader in the common pool",
        () -> ForkJoinPool.commonPool().submit(ServiceProbes::workerLoader).get());
    probes.apart(
        "uncaught handler",
        () -> Thread.setDefaultUncaughtExceptionHandler(new Handler(who)),
        () -> "" + Thread.getDefaultUncaughtExceptionHandler());
  }

  private static String workerLoader() {
    ForkJoinWorkerThread worker = (ForkJoinWorkerThread) Thread.currentThread();
    return id(worker.getContextClassLoader());
  }

  private void beans() {
    probes.different("runtime bean", () -> property(ManagementFactory.getRuntimeMXBean()));
    probes.different(
        "runtime bean by type",
        () -> property(ManagementFactory.getPlatformMXBean(RuntimeMXBean.class)));
    probes.different(
        "runtime beans by type",
        () -> property(ManagementFactory.getPlatformMXBeans(RuntimeMXBean.class).getFirst()));
    probes.apart(
        "logging bean",
        () -> Logger.getLogger("probe.bean." + who).info("made"),
        () ->
            ManagementFactory.getPlatformMXBean(PlatformLoggingMXBean.class)
                .getLoggerNames()
                .stream()
                .filter(name -> name.startsWith("probe.bean"))
                .sorted()
                .toList()
                .toString());
  }

  private static String property(RuntimeMXBean bean) {
    return "" + bean.getSystemProperties().get("who") + bean.getInputArguments().size();
  }

  private void servers() {
    probes.different("platform server", () -> id(ManagementFactory.getPlatformMBeanServer()));
    probes.different(
        "found servers", () -> id(MBeanServerFactory.findMBeanServer(null).getFirst()));
    probes.apart(
        "created servers",
        () -> MBeanServerFactory.createMBeanServer(who),
        () ->
            MBeanServerFactory.findMBeanServer(null).stream()
                .map(MBeanServer::getDefaultDomain)
                .filter(domain -> !domain.equals("DefaultDomain"))
                .sorted()
                .toList()
                .toString());
    probes.same(
        "released server",
        () -> {
          MBeanServer server = MBeanServerFactory.createMBeanServer();
          MBeanServerFactory.releaseMBeanServer(server);
          return "" + MBeanServerFactory.findMBeanServer(null).contains(server);
        });
    probes.apart(
        "bean of one name",
        () -> {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName name = new ObjectName("probe:type=One");
          if (!server.isRegistered(name)) {
            server.registerMBean(
                new javax.management.StandardMBean(() -> who, NameMBean.class), name);
          }
        },
        () ->
            ""
                + ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("probe:type=One"), "Name"));
  }

  private static String id(MBeanServer server) {
    return "" + System.identityHashCode(server);
  }

  private void drivers() {
    SiteDriver driver = new SiteDriver(who);
    probes.keptApart(
        "drivers",
        () -> DriverManager.registerDriver(driver),
        () -> found(DriverManager.drivers().toList()));
    probes.keptApart(
        "drivers of enumeration",
        () -> DriverManager.registerDriver(driver),
        () -> found(Collections.list(DriverManager.getDrivers())));
    probes.keptApart(
        "driver for URL", () -> found(List.of(DriverManager.getDriver("jdbc:probe:" + who))));
    probes.apart(
        "driver with action",
        () -> {
          SiteDriver other = new SiteDriver(who + "2");
          DriverManager.registerDriver(other, () -> System.setProperty("deregistered", who));
          DriverManager.deregisterDriver(other);
        },
        () -> System.getProperty("deregistered"));
  }

  private static String found(List<Driver> drivers) {
    return drivers.stream()
        .map(Object::toString)
        .filter(name -> name.startsWith("probe driver"))
        .sorted()
        .toList()
        .toString();
  }

  private void connections() {
    String url = "jdbc:probe:" + who;
    probes.keptApart("connection", () -> failure(() -> DriverManager.getConnection(url)));
    probes.keptApart(
        "connection of user", () -> failure(() -> DriverManager.getConnection(url, "u", "p")));
    probes.keptApart(
        "connection of properties",
        () -> failure(() -> DriverManager.getConnection(url, new Properties())));
  }

  private static String failure(Connecting connecting) {
    try (Connection connection = connecting.connect()) {
      return "" + connection;
    } catch (SQLException e) {
      return "" + e.getMessage();
    }
  }

  private void driverLog() {
    probes.apart(
        "login timeout",
        () -> DriverManager.setLoginTimeout(who.length()),
        () -> "" + DriverManager.getLoginTimeout());
    probes.apart(
        "driver log",
        () -> DriverManager.setLogWriter(new Log(new StringWriter(), who)),
        () -> "" + DriverManager.getLogWriter());
    probes.apart(
        "driver log line",
        () -> {
          DriverManager.setLogWriter(new Log(new StringWriter(), ""));
          DriverManager.println(who);
        },
        () -> "" + DriverManager.getLogWriter());
  }

  /** A bean with one attribute. */
  public interface NameMBean {
    /** The attribute. */
    String getName();
  }

  private interface Connecting {
    Connection connect() throws SQLException;
  }

  private record Handler(String name) implements UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}

    @Override
    public String toString() {
      return name;
    }
  }

  private static final class Log extends PrintWriter {
    private final StringWriter text;
    private final String name;

    Log(StringWriter text, String name) {
      super(text);
      this.text = text;
      this.name = name;
    }

    @Override
    public String toString() {
      return name + text;
    }
  }

  private record SiteDriver(String name) implements Driver {
    @Override
    public String toString() {
      return "probe driver " + name;
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
      if (acceptsURL(url)) {
        throw new SQLException("asked " + name);
      }
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:probe");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }
}
