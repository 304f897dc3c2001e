package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code insula dev} with Java sites that have a process of their own, and with WARs. */
class DevJavaTest {
  private static final String FAILING =
      """
      package site;
      import com.sun.net.httpserver.*;
      public final class Failing implements HttpHandler {
        public void handle(HttpExchange x) throws java.io.IOException {
          if (x.getRequestURI().getPath().equals("/fail")) throw new IllegalStateException("<oops>");
          byte[] b = String.valueOf(System.getProperty("insula.develop")).getBytes();
          x.sendResponseHeaders(200, b.length);
          x.getResponseBody().write(b);
          x.close();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aProcessOfItsOwnShowsTheTraceAndEveryRequestIsPrinted() throws IOException {
    Path classes = JavaSite.compile(folder, "Failing", FAILING);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        "sites:\n  own: {hosts: [own.test], java: site.Failing, path: %s, isolation: process}\n"
            .formatted(classes));
    try (Dev dev = Dev.start("own", "--manifest", manifest.toString())) {
      dev.awaits("/", 200, "null");
      dev.awaits("/fail", 500, "IllegalStateException: &lt;oops&gt;");
      assertEquals("no-store", dev.get("/fail").header("cache-control").orElse(""));
      Await.until(
          Duration.ofSeconds(10),
          () -> "the requests in " + dev.output(),
          () ->
              dev.output().stream()
                  .anyMatch(
                      line -> line.matches("\\[.*] \"GET /fail HTTP/1.1\" 500 \\d+ \\d+ ms")));
    }
  }

  @Test
  void aWarThatIsBuiltAnewTakesOver() throws IOException {
    Path war = folder.resolve("shop.war");
    write(war, "one");
    try (Dev dev = Dev.start(war.toString())) {
      dev.awaits("/", 200, "one");
      write(war, "two");
      dev.awaits("/", 200, "two");
    }
  }

  private static void write(Path war, String greeting) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(war))) {
      zip.putNextEntry(new ZipEntry("index.jsp"));
      zip.write(
          "<%= \"GREETING\" %>".replace("GREETING", greeting).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }
}
