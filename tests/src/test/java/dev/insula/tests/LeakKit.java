package dev.insula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java site that leaks in every way at once. Its plug-in is defined by a loader that the site has
 * made, as script engines and plug-in frameworks do, and so writes to the JVM's own lists.
 */
final class LeakKit {
  /** What {@code status} says of it, after the reload. */
  static final List<String> NAMES =
      List.of(
          "Thread \"kit-thread\" still runs, now in plugins//site.Plugin.",
          "Virtual thread \"kit-virtual\" still runs",
          "Timer thread \"kit-timer\" still runs",
          "Pool thread \"kit-pool\" still runs",
          "thread-local values of thread",
          "hold it: java.util.concurrent.atomic.AtomicReference.",
          "The JDBC driver site.Plugin in the JVM's list holds it.",
          "The shutdown hook \"kit-hook\" of the JVM holds it.",
          "The JMX bean kit:type=Plugin,id=");

  private static final String PLUGIN =
      """
      package site;
      import java.lang.management.ManagementFactory;
      import java.util.*;
      import java.util.concurrent.*;
      import javax.management.*;
      public class Plugin implements java.sql.Driver {
        public interface BeanMBean { }
        public static class Bean implements BeanMBean { }
        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
        public Plugin() throws Exception {
          java.sql.DriverManager.registerDriver(this);
          Runtime.getRuntime().addShutdownHook(new Thread(() -> { }, "kit-hook"));
          ManagementFactory.getPlatformMBeanServer().registerMBean(
              new Bean(),
              new ObjectName("kit:type=Plugin,id=" + System.identityHashCode(this)));
          new Thread(Plugin::forEver, "kit-thread").start();
          Thread.ofVirtual().name("kit-virtual").start(Plugin::forEver);
          new Timer("kit-timer").schedule(
              new TimerTask() { public void run() { forEver(); } }, 0);
          Executors.newFixedThreadPool(1, r -> new Thread(r, "kit-pool")).execute(Plugin::forEver);
          ForkJoinPool.commonPool().execute(() -> {
            while (true) {
              LOCAL.set(new java.util.concurrent.atomic.AtomicReference<>(List.of(this)));
              pause();
            }
          });
        }
        static void pause() {
          java.util.concurrent.locks.LockSupport.parkNanos(1000000);
          Thread.interrupted();
        }
        static void forEver() { while (true) pause(); }
        public java.sql.Connection connect(String url, Properties p) { return null; }
        public boolean acceptsURL(String url) { return false; }
        public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties p) {
          return new java.sql.DriverPropertyInfo[0];
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """;

  private static final String SITE =
      """
      package site;
      import com.sun.net.httpserver.*;
      public class Kit implements HttpHandler {
        static class Plugins extends ClassLoader {
          Plugins() { super("plugins", Kit.class.getClassLoader()); }
          @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = "/plugin/" + name.substring(name.indexOf('.') + 1) + ".bin";
            try (var in = Kit.class.getResourceAsStream(file)) {
              if (in == null) throw new ClassNotFoundException(name);
              byte[] bytes = in.readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        }
        public Kit() throws Exception {
          new Plugins().loadClass("site.Plugin").getConstructor().newInstance();
        }
        public void handle(HttpExchange x) throws java.io.IOException {
          x.sendResponseHeaders(204, -1);
        }
      }
      """;

  private LeakKit() {}

  /** Compiles it below this folder; returns its class folder. */
  static Path compile(Path folder) throws IOException {
    Path classes = JavaSite.compile(folder.resolve("kit"), "Kit", SITE);
    Path plugin = JavaSite.compile(folder.resolve("plugin"), "Plugin", PLUGIN).resolve("site");
    Path target = Files.createDirectories(classes.resolve("plugin"));
    try (var files = Files.list(plugin)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".class", ".bin");
        Files.copy(file, target.resolve(name));
      }
    }
    return classes;
  }
}
