package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What sites leave behind, one kind at a time: none of it keeps a stopped site in memory. */
class LeftBehindTest {
  private static final int ROUNDS = 12;
  private static final int MANY_ROUNDS = 60;

  private static final String SITE =
      """
      package leak;
      import java.util.*;
      import java.util.concurrent.*;
      import com.sun.net.httpserver.*;
      public class Leak implements HttpHandler {
        public static class Held { final byte[] weight = new byte[1000]; }
        public static class Kept implements java.io.Serializable { }
        public interface HeldMBean { int getValue(); }
        public static class Managed implements HeldMBean { public int getValue() { return 1; } }
        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
        static final Object LOCK = new Object();
        static void forEver() {
          synchronized (LOCK) {
            try { while (true) { LOCK.wait(); } } catch (InterruptedException e) { return; }
          }
        }
        public Leak() throws Exception {
          %s
        }
        public void handle(HttpExchange exchange) throws java.io.IOException { }
      }
      """;

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("nothing", ""),
        Arguments.of(
            "shutdown hook", "Runtime.getRuntime().addShutdownHook(new Thread(() -> new Held()));"),
        Arguments.of(
            "MBean",
            "java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean("
                + "new javax.management.StandardMBean(new Managed(), HeldMBean.class),"
                + " new javax.management.ObjectName(\"leak:type=Held\"));"),
        Arguments.of("output stream", "System.setOut(new java.io.PrintStream(System.out) { });"),
        Arguments.of(
            "handler of uncaught exceptions",
            "Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> new Held());"),
        Arguments.of(
            "object in the properties", "System.getProperties().put(\"held\", new Held());"),
        Arguments.of("thread", "new Thread(Leak::forEver).start();"),
        Arguments.of(
            "sleeping thread",
            "new Thread(() -> { try { Thread.sleep(1000000); } catch (InterruptedException e) { } }).start();"),
        Arguments.of(
            "pool",
            "ExecutorService pool = Executors.newFixedThreadPool(2); pool.submit(() -> new Held()); "),
        Arguments.of(
            "scheduled pool",
            "Executors.newScheduledThreadPool(1).scheduleAtFixedRate(() -> new Held(), 0, 1, TimeUnit.MILLISECONDS);"),
        Arguments.of("fork-join pool", "new ForkJoinPool(2).submit(() -> new Held()).get();"),
        Arguments.of(
            "timer",
            "new Timer(\"leak\").schedule(new TimerTask() { public void run() { new Held(); } }, 1, 1000);"),
        Arguments.of("virtual thread", "Thread.startVirtualThread(Leak::forEver);"),
        Arguments.of(
            "sleeping virtual thread",
            "Thread.startVirtualThread(() -> { try { Thread.sleep(1000000); } catch (InterruptedException e) { } });"),
        Arguments.of(
            "pool of virtual threads",
            "var pool = Executors.newVirtualThreadPerTaskExecutor(); pool.submit(Leak::forEver);"),
        Arguments.of(
            "thread-local value in the common pool",
            "ForkJoinPool.commonPool().submit(() -> LOCAL.set(new Held())).get();"),
        Arguments.of(
            "completable future",
            "CompletableFuture.supplyAsync(() -> { LOCAL.set(new Held()); return 1; }).get();"),
        Arguments.of(
            "JUL logger and handler",
            "var logger = java.util.logging.Logger.getLogger(\"leak\"); logger.addHandler(new java.util.logging.ConsoleHandler() { }); logger.info(\"held\");"),
        Arguments.of(
            "JUL level",
            "class Own extends java.util.logging.Level { Own() { super(\"OWN\" , 1234); } } java.util.logging.Logger.getLogger(\"x\").log(new Own(), \"m\");"),
        Arguments.of(
            "missing bundle",
            "try { ResourceBundle.getBundle(\"leak.Nowhere\"); } catch (MissingResourceException e) { }"),
        Arguments.of("bean information", "java.beans.Introspector.getBeanInfo(Held.class);"),
        Arguments.of(
            "security provider",
            "java.security.Security.addProvider(new java.security.Provider(\"Leak\", \"1\", \"leak\") { });"),
        Arguments.of(
            "default authenticator",
            "java.net.Authenticator.setDefault(new java.net.Authenticator() { });"),
        Arguments.of(
            "default proxy selector",
            "java.net.ProxySelector.setDefault(java.net.ProxySelector.of(null)); java.net.ProxySelector.setDefault(new java.net.ProxySelector() { public List<java.net.Proxy> select(java.net.URI uri) { return List.of(); } public void connectFailed(java.net.URI u, java.net.SocketAddress a, java.io.IOException e) { } });"),
        Arguments.of(
            "default cookie handler",
            "java.net.CookieHandler.setDefault(new java.net.CookieManager() { });"),
        Arguments.of(
            "listener of a platform bean",
            "((javax.management.NotificationEmitter) java.lang.management.ManagementFactory.getMemoryMXBean()).addNotificationListener((n, h) -> new Held(), null, null);"),
        Arguments.of(
            "JDBC driver",
            "java.sql.DriverManager.registerDriver((java.sql.Driver) java.lang.reflect.Proxy.newProxyInstance(Leak.class.getClassLoader(), new Class<?>[] { java.sql.Driver.class, HeldMBean.class }, (p, m, a) -> m.getName().equals(\"hashCode\") ? (Object) 1 : m.getName().equals(\"equals\") ? (Object) (p == a[0]) : null));"),
        Arguments.of(
            "nested thread-local value in the common pool",
            "ForkJoinPool.commonPool().submit(() -> LOCAL.set(new java.util.concurrent.atomic.AtomicReference<>(List.of(Optional.of(new Held()))))).get();"),
        Arguments.of("cleaner", "java.lang.ref.Cleaner.create().register(new Held(), () -> { });"),
        Arguments.of("HTTP client", "java.net.http.HttpClient.newHttpClient();"),
        Arguments.of(
            "own class loader",
            "new java.net.URLClassLoader(new java.net.URL[0], Leak.class.getClassLoader()); var t = new Thread(Leak::forEver); t.setContextClassLoader(new java.net.URLClassLoader(new java.net.URL[0], Leak.class.getClassLoader())); t.start();"),
        Arguments.of(
            "proxy class",
            "java.lang.reflect.Proxy.newProxyInstance(Leak.class.getClassLoader(), new Class<?>[] { HeldMBean.class }, (p, m, a) -> 1);"),
        Arguments.of(
            "serialisation",
            "new java.io.ObjectOutputStream(java.io.OutputStream.nullOutputStream()).writeObject(new Kept());"),
        Arguments.of("opened resource", "Leak.class.getResource(\"Leak.class\").openStream();"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void isGoneAfterTheStop(String kind, String code) throws Exception {
    SiteJvm jvm = new SiteJvm();
    assertEquals(List.of(), jvm.warnings());
    Path classes = CompiledClasses.of(SITE.formatted(code));
    for (int i = 0; i < ROUNDS; i++) {
      StopReport report = startAndStop(jvm, classes);
      assertEquals(List.of(), report.leftBehind());
    }
    assertAtMostOneAlive(jvm, kind);
  }

  @Test
  void allKindsAtOnceAreGoneAfterTheStop() throws Exception {
    SiteJvm jvm = new SiteJvm();
    StringBuilder all = new StringBuilder();
    kinds().forEach(it -> all.append("{ ").append(it.get()[1]).append(" }\n"));
    Path classes = CompiledClasses.of(SITE.formatted(all));
    for (int i = 0; i < MANY_ROUNDS; i++) {
      assertEquals(List.of(), startAndStop(jvm, classes).leftBehind());
    }
    assertAtMostOneAlive(jvm, "something of all");
  }

  @Test
  void threadLocalValuesOnTheHostsIoThreadsGoWithTheSite() throws Exception {
    SiteJvm jvm = new SiteJvm();
    Path classes =
        CompiledClasses.of(
            """
            public class Local implements io.undertow.server.HttpHandler {
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              public void handleRequest(io.undertow.server.HttpServerExchange exchange) {
                LOCAL.set(new java.util.ArrayList<>(java.util.List.of(this)));
              }
            }
            """);
    PathHandler route = new PathHandler();
    Undertow server = SiteUnderTest.server(route);
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < ROUNDS; i++) {
        RunningSite site =
            jvm.start(
                SiteUnderTest.definition("Local", List.of(classes)),
                new SiteOutput(System.out, System.err),
                status -> {});
        route.addPrefixPath("/", site.handler());
        URI uri = URI.create("http://127.0.0.1:" + SiteUnderTest.port(server) + "/");
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        StopReport report = site.stop(Duration.ofSeconds(5));
        assertTrue(
            report.cleaned().toString().contains(": java.util.ArrayList."), report::toString);
      }
      assertAtMostOneAlive(jvm, "a thread-local value on an I/O thread");
    } finally {
      server.stop();
    }
  }

  static StopReport startAndStop(SiteJvm jvm, Path classes) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    RunningSite site =
        jvm.start(
            SiteUnderTest.definition("leak.Leak", List.of(classes)),
            new SiteOutput(out, out),
            status -> {});
    return site.stop(Duration.ofSeconds(5));
  }

  static void assertAtMostOneAlive(SiteJvm jvm, String kind) {
    for (int i = 0; i < 20 && jvm.leaks().alive().size() > 1; i++) {
      System.gc();
    }
    assertTrue(
        jvm.leaks().alive().size() <= 1,
        () -> kind + " keeps generations in memory: " + jvm.leaks().alivePerSite());
  }
}
