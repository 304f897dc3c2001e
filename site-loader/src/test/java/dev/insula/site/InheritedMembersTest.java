package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.state.SharedWrite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a site's class inherits from the JDK is the site's own, too. */
class InheritedMembersTest {
  private static final String ZONE =
      """
      package own;
      public abstract class Zone extends java.util.TimeZone {
        static Object inside() { return getDefault(); }
      }
      """;

  private static final String BELOW =
      """
      package own;
      public abstract class Below extends Zone {
        static void write(String id) { setDefault(java.util.TimeZone.getTimeZone(id)); }
      }
      """;

  private static final String THREAD =
      """
      package own;
      public class Worker extends Thread {
        volatile ClassLoader seen;
        @Override public void run() { seen = getContextClassLoader(); }
        static void handler(UncaughtExceptionHandler h) { setDefaultUncaughtExceptionHandler(h); }
      }
      """;

  private static final String FILE =
      """
      package own;
      public class Here extends java.io.File {
        Here(String name) { super(name); }
        boolean isThere() { return exists(); }
        boolean isFolder() { return isDirectory(); }
        @Override public boolean isDirectory() { return true; }
      }
      """;

  private static final String HIDING =
      """
      package own;
      public class Hiding extends java.util.logging.Logger {
        Hiding() { super("own", null); }
        public static java.util.logging.Logger getLogger(String name) { return null; }
      }
      """;

  private static final String LINK =
      """
      package own;
      public abstract class Link extends java.net.JarURLConnection {
        Link() throws Exception { super(null); }
        static void write() {
          setDefaultUseCaches("kit", true);
        }
      }
      """;

  private static final String SITE =
      """
      package own;
      import com.sun.net.httpserver.*;
      public class Site implements HttpHandler {
        static void is(Object expected, Object found) {
          if (!java.util.Objects.equals(expected, found)) {
            throw new IllegalStateException(expected + " expected, was " + found);
          }
        }
        public Site() throws Exception {
          Below.write("Pacific/Kiritimati");
          is("Pacific/Kiritimati", java.util.TimeZone.getDefault().getID());
          is(java.util.TimeZone.getDefault(), Below.getDefault());
          is(Below.getDefault(), Zone.inside());
          java.util.function.Supplier<Object> reference = Below::getDefault;
          is(Below.getDefault(), reference.get());
          is(Below.getDefault(), Below.class.getMethod("getDefault").invoke(null));
          is(null, Hiding.getLogger("x"));
          Worker.handler((thread, thrown) -> { });
          is(true, Thread.getDefaultUncaughtExceptionHandler() != null);
          Worker worker = new Worker();
          worker.setContextClassLoader(ClassLoader.getPlatformClassLoader());
          worker.start();
          worker.join();
          is(Site.class.getClassLoader(), worker.seen);
          java.nio.file.Files.writeString(java.nio.file.Path.of("relative.txt"), "here");
          is(true, new Here("relative.txt").isThere());
          is(true, new Here("relative.txt").isFolder());
          Link.write();
        }
        public void handle(HttpExchange exchange) { }
      }
      """;

  private static final List<String> SOURCES =
      List.of(ZONE, BELOW, THREAD, FILE, HIDING, LINK, SITE);

  @Test
  void inheritedMembersAreTheSites() throws Exception {
    TimeZone before = TimeZone.getDefault();
    assertNotEquals("Pacific/Kiritimati", before.getID());
    Path classes = CompiledClasses.of(SOURCES.toArray(String[]::new));
    SiteDefinition definition = SiteUnderTest.definition("own.Site", List.of(classes));
    List<SharedWrite> writes = new CopyOnWriteArrayList<>();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    RunningSite site =
        new SiteJvm()
            .start(
                definition,
                new SiteOutput(out, out),
                new SiteListener() {
                  @Override
                  public void exited(int status) {}

                  @Override
                  public void wroteShared(SharedWrite write) {
                    writes.add(write);
                  }
                });
    site.stop(Duration.ofSeconds(5));
    assertEquals(before, TimeZone.getDefault());
    assertEquals(
        List.of(
            "java.net.URLConnection.setDefaultUseCaches(String, boolean)"
                + " own.Link.write(Link.java:5)"),
        writes.stream().map(it -> it.member() + " " + it.place()).toList());
  }

  @Test
  void whatIsAddedIsAsTheJvmWantsIt() throws IOException {
    Path classes = CompiledClasses.of(SOURCES.toArray(String[]::new));
    ClassPatcher patcher = new ClassPatcher(ProcessWideTable.standard());
    try (Stream<Path> files = Files.list(classes.resolve("own"))) {
      for (Path file : files.toList()) {
        byte[] patched = patcher.patch(file.toString(), Files.readAllBytes(file));
        List<VerifyError> errors =
            ClassFile.of().verify(patched).stream()
                .filter(it -> !String.valueOf(it.getMessage()).contains("Could not resolve"))
                .toList();
        assertEquals(List.of(), errors, file.toString());
      }
    }
  }
}
