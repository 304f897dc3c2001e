package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.state.SharedWrite;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spring Boot jar with deliberate leaks and process-wide writes is told by name, exactly. */
class LeakKitTest {
  private static final String KIT =
      """
      package kit;
      import com.sun.net.httpserver.*;
      import java.util.concurrent.*;
      public class Kit implements HttpHandler {
        static class Own extends java.security.Provider {
          Own() { super("Kit", "1", "kit"); }
        }
        static void stubborn() {
          while (!java.nio.file.Files.exists(java.nio.file.Path.of("end"))) {
            java.util.concurrent.locks.LockSupport.parkNanos(1000000);
            Thread.interrupted();
          }
        }
        public Kit() throws Exception {
          java.security.Security.addProvider(new Own());
          new Thread(Kit::stubborn, "kit-worker").start();
          Thread.ofVirtual().name("kit-virtual").start(Kit::stubborn);
          Runtime.getRuntime().addShutdownHook(new Thread(Kit::stubborn, "kit-hook"));
          Executors.newSingleThreadExecutor(r -> new Thread(r, "kit-pool")).submit(() -> { });
          new java.util.Timer("kit-timer").schedule(
              new java.util.TimerTask() { public void run() { } }, 1000000);
        }
        public void handle(HttpExchange exchange) { }
      }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void everyLeakAndEveryWriteIsNamed() throws Exception {
    SiteDefinition definition = SiteUnderTest.definition("kit.Kit", List.of(bootJar()));
    SiteJvm jvm = new SiteJvm();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    List<SharedWrite> writes = new CopyOnWriteArrayList<>();
    RunningSite site = jvm.start(definition, new SiteOutput(out, out), listener(writes));
    StopReport report = site.stop(Duration.ofSeconds(1));
    try {
      SharedWrite write = writes.getFirst();
      assertEquals(1, writes.size(), writes::toString);
      assertEquals("java.security.Security.addProvider(Provider)", write.member());
      assertEquals("kit.Kit.<init>(Kit.java:15)", write.place());
      assertEquals(4, report.leftBehind().size(), report::toString);
      told(report.leftBehind(), "Thread \"kit-worker\" ignores its interruption, now in ");
      told(report.leftBehind(), "Virtual thread \"kit-virtual\" ignores its interruption, now in ");
      told(report.leftBehind(), "Thread \"kit-hook\" ignores its interruption, now in ");
      told(report.leftBehind(), "The shutdown hook \"kit-hook\" did not end.");
      told(report.cleaned(), "The security provider Kit was removed.");
      told(report.cleaned(), "The pool of thread \"kit-pool\" was shut down.");
      told(report.cleaned(), "The timer of thread \"kit-timer\" was cancelled.");
      List<String> holders = jvm.leaks().alive("alpha").getFirst().heldBy();
      told(holders, "Thread \"kit-worker\" still runs, now in alpha/1//kit.Kit.stubborn(Kit.java:");
      told(holders, "Virtual thread \"kit-virtual\" still runs, now in alpha/1//kit.Kit.stubborn(");
    } finally {
      Files.createFile(definition.directory().resolve("end"));
    }
    LeftBehindTest.assertAtMostOneAlive(jvm, "what has ended");
  }

  private static void told(List<String> sentences, String part) {
    assertTrue(sentences.stream().anyMatch(it -> it.contains(part)), part + " in " + sentences);
  }

  private static SiteListener listener(List<SharedWrite> writes) {
    return new SiteListener() {
      @Override
      public void exited(int status) {}

      @Override
      public void wroteShared(SharedWrite write) {
        writes.add(write);
      }
    };
  }

  private Path bootJar() throws Exception {
    Path classes = CompiledClasses.of(KIT);
    Path jar = folder.resolve("kit.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      zip.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
      zip.closeEntry();
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry("BOOT-INF/classes/" + classes.relativize(each)));
        zip.write(Files.readAllBytes(each));
        zip.closeEntry();
      }
    }
    return jar;
  }
}
