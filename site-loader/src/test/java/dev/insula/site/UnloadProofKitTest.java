package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the cleaner cannot end is told by name for as long as it keeps a stopped site in memory. The
 * kit's plug-in is defined by a loader of the site's own, so that its class is not patched and
 * writes to the JVM's own lists, as a script engine's classes would.
 */
class UnloadProofKitTest {
  private static final String PLUGIN =
      """
      package kit;
      import java.lang.management.ManagementFactory;
      import java.util.*;
      import javax.management.*;
      public class Plugin implements java.sql.Driver, DynamicMBean, NotificationListener {
        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
        final Thread hook = new Thread(() -> { }, "kit-hook");
        final ObjectName name = new ObjectName("kit:type=Plugin");
        final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        public Plugin() throws Exception {
          java.sql.DriverManager.registerDriver(this);
          Runtime.getRuntime().addShutdownHook(hook);
          server.registerMBean(this, name);
          Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> { });
          new Thread(this::untilTheEnd, "kit-thread").start();
          Thread.ofVirtual().name("kit-virtual").start(this::untilTheEnd);
          new Timer("kit-timer").schedule(
              new TimerTask() { public void run() { untilTheEnd(); } }, 0);
          new java.util.concurrent.ThreadPoolExecutor(
              1, 1, 0, java.util.concurrent.TimeUnit.SECONDS,
              new java.util.concurrent.LinkedBlockingQueue<>(), r -> new Thread(r, "kit-pool"))
              .execute(this::untilTheEnd);
          java.util.concurrent.ForkJoinPool.commonPool().execute(() -> {
            while (!isEnd()) {
              LOCAL.set(new java.util.concurrent.atomic.AtomicReference<>(List.of(this)));
              Thread.interrupted();
            }
            LOCAL.remove();
          });
        }
        void untilTheEnd() {
          while (!isEnd()) {
            java.util.concurrent.locks.LockSupport.parkNanos(1000000);
            Thread.interrupted();
          }
          if (Thread.currentThread().getName().equals("kit-thread")) {
            try { undo(); } catch (Exception e) { throw new IllegalStateException(e); }
          }
        }
        void undo() throws Exception {
          java.sql.DriverManager.deregisterDriver(this);
          Runtime.getRuntime().removeShutdownHook(hook);
          server.unregisterMBean(name);
          Thread.setDefaultUncaughtExceptionHandler(before);
        }
        static boolean isEnd() { return java.nio.file.Files.exists(java.nio.file.Path.of("END")); }
        public java.sql.Connection connect(String url, Properties p) { return null; }
        public boolean acceptsURL(String url) { return false; }
        public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties p) {
          return new java.sql.DriverPropertyInfo[0];
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
        public Object getAttribute(String name) { return null; }
        public void setAttribute(Attribute attribute) { }
        public AttributeList getAttributes(String[] names) { return new AttributeList(); }
        public AttributeList setAttributes(AttributeList all) { return all; }
        public Object invoke(String name, Object[] values, String[] types) { return null; }
        public MBeanInfo getMBeanInfo() {
          return new MBeanInfo("kit.Plugin", "", null, null, null, null);
        }
        public void handleNotification(Notification notification, Object handback) { }
      }
      """;

  private static final String LOCAL = "hold it: java.util.concurrent.atomic.AtomicReference.";

  private static final String SITE =
      """
      package site;
      import com.sun.net.httpserver.*;
      public class Site implements HttpHandler {
        static class Plugins extends ClassLoader {
          Plugins() { super("plugins", Site.class.getClassLoader()); }
          Class<?> defined(byte[] bytes) { return defineClass(null, bytes, 0, bytes.length); }
        }
        public Site() throws Exception {
          Plugins plugins = new Plugins();
          Class<?> plugin = null;
          for (String name : new String[] {"Plugin$1", "Plugin"}) {
            try (var in = Site.class.getResourceAsStream("/kit/" + name)) {
              plugin = plugins.defined(in.readAllBytes());
            }
          }
          Object made = plugin.getConstructor().newInstance();
          var memory = (javax.management.NotificationEmitter)
              java.lang.management.ManagementFactory.getMemoryMXBean();
          memory.addNotificationListener(
              (javax.management.NotificationListener) made, null, null);
        }
        public void handle(HttpExchange exchange) { }
      }
      """;

  @Test
  void everyKindThatKeepsTheLoaderIsNamed() throws Exception {
    SiteJvm jvm = new SiteJvm();
    Path end = Files.createTempDirectory("kit").resolve("end");
    SiteDefinition definition = SiteUnderTest.definition("site.Site", List.of(classes(end)));
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    RunningSite site = jvm.start(definition, new SiteOutput(out, out), status -> {});
    StopReport report = site.stop(Duration.ofMillis(200));
    try {
      told(report.cleaned(), "The listener kit.Plugin of java.lang:type=Memory was removed.");
      // The value is set again and again, as the cleaner empties it.
      Await.until(() -> holders(jvm).stream().anyMatch(it -> it.contains(LOCAL)));
      List<String> holders = holders(jvm);
      told(holders, "Thread \"kit-thread\" still runs, now in plugins//kit.Plugin.");
      told(holders, "Virtual thread \"kit-virtual\" still runs, now in plugins//kit.Plugin.");
      told(holders, "Timer thread \"kit-timer\" still runs, now in plugins//kit.Plugin.");
      told(holders, "Pool thread \"kit-pool\" still runs, now in plugins//kit.Plugin.");
      told(holders, "The shutdown hook \"kit-hook\" of the JVM holds it.");
      told(holders, "The JDBC driver kit.Plugin in the JVM's list holds it.");
      told(holders, "The JMX bean kit:type=Plugin in the JVM's server holds it.");
      told(holders, "The JVM's default handler of uncaught exceptions, a kit.Plugin$$Lambda");
    } finally {
      Files.createFile(end);
    }
    Await.until(() -> {
      System.gc();
      return jvm.leaks().alive().stream().allMatch(it -> it.heldBy().isEmpty());
    });
    LeftBehindTest.assertAtMostOneAlive(jvm, "what has ended");
  }

  private static List<String> holders(SiteJvm jvm) {
    return jvm.leaks().alive("alpha").getFirst().heldBy();
  }

  /**
   * The plug-in's class files carry other names, so that the site's own loader has none of them.
   */
  private static Path classes(Path end) throws Exception {
    Path classes = CompiledClasses.of(SITE);
    Path plugin = CompiledClasses.of(PLUGIN.replace("END", end.toString()));
    Path target = Files.createDirectories(classes.resolve("kit"));
    for (String name : List.of("Plugin", "Plugin$1")) {
      Files.copy(plugin.resolve("kit/" + name + ".class"), target.resolve(name));
    }
    return classes;
  }

  private static void told(List<String> sentences, String part) {
    assertTrue(
        sentences.stream().anyMatch(it -> it.contains(part)),
        part + " in\n" + sentences.stream().collect(Collectors.joining("\n")));
  }
}
