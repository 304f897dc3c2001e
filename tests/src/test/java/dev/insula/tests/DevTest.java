package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code insula dev}: saved files, tracebacks, static files, and a clean end. */
class DevTest {
  private static final String GREETER =
      """
      package site;
      import com.sun.net.httpserver.*;
      public final class Greeter implements HttpHandler {
        public void handle(HttpExchange x) throws java.io.IOException {
          if (x.getRequestURI().getPath().equals("/fail")) throw new IllegalStateException("<oops>");
          byte[] b = "GREETING".getBytes();
          x.sendResponseHeaders(200, b.length);
          x.getResponseBody().write(b);
          x.close();
        }
      }
      """;

  @TempDir private Path folder;

  private static String view(String answer) {
    return "\nfrom django.http import HttpResponse\nurlpatterns += [path('hi', lambda r: HttpResponse('%s'))]\n"
        .formatted(answer);
  }

  private Path project() throws IOException {
    Path project = Files.createDirectories(folder.resolve("shop"));
    Process made =
        new ProcessBuilder(
                "/usr/bin/python3", "-m", "django", "startproject", "shop", project.toString())
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    Sites.append(project.resolve("shop/urls.py"), view("one"));
    return project;
  }

  @Test
  void aDjangoProjectIsReloadedOnSaveAndEndsWithoutAnOrphan()
      throws IOException, InterruptedException {
    Path project = project();
    Path urls = project.resolve("shop/urls.py");
    try (Dev dev = Dev.start(project.toString())) {
      dev.awaits("/hi", 200, "one");
      assertEquals(200, dev.get("/static/admin/css/base.css").status());
      assertEquals(200, dev.get("/admin/login/").status());

      Sites.append(urls, view("two").replace("'hi'", "'again'"));
      Duration reloaded = dev.awaits("/again", 200, "two");
      System.out.println(
          "insula dev: a saved urls.py answers after " + reloaded.toMillis() + " ms");
      assertTrue(reloaded.compareTo(Duration.ofSeconds(10)) < 0, reloaded::toString);

      String good = Files.readString(urls);
      Files.writeString(urls, good + "def broken(\n");
      dev.awaits("/again", 500, "SyntaxError");
      Files.writeString(urls, good);
      dev.awaits("/again", 200, "two");

      List<ProcessHandle> processes = dev.processes();
      System.out.println("insula dev: it ends after " + dev.end().toMillis() + " ms");
      Await.until(
          Duration.ofSeconds(10),
          () -> "the end of " + processes,
          () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void aVersionThatCannotStartShowsWhyUntilItIsPutRight() throws IOException {
    Path script = folder.resolve("my app.py");
    String good =
        """
        def app(environ, start_response):
            print("asked", flush=True)
            if environ["PATH_INFO"] == "/fail":
                raise ValueError("<b>bold</b>")
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"fine"]
        """;
    Files.writeString(script, good + "import nothing_of_that_name\n");
    try (Dev dev = Dev.start(script.toString())) {
      dev.awaits("/", 500, "nothing_of_that_name");
      Files.writeString(script, good);
      dev.awaits("/", 200, "fine");
      String page =
          dev.awaits("/fail", 500, "ValueError").isNegative() ? "" : dev.get("/fail").text();
      assertTrue(page.contains("&lt;b&gt;bold"), page);
      assertFalse(page.contains("<b>bold"), page);
      Files.writeString(script, good + "def x(:\n");
      dev.awaits("/", 500, "SyntaxError");
      Files.writeString(script, good.replace("fine", "better"));
      dev.awaits("/", 200, "better");
      Await.until(
          Duration.ofSeconds(10), () -> "the site's output", () -> dev.output().contains("asked"));
    }
  }

  @Test
  void newClassesTakeOverAndExceptionsAreShown() throws IOException {
    Path classes = JavaSite.compile(folder, "Greeter", GREETER.replace("GREETING", "one"));
    try (Dev dev = Dev.start(classes.toString(), "--java", "site.Greeter")) {
      dev.awaits("/", 200, "one");
      dev.awaits("/fail", 500, "IllegalStateException: &lt;oops&gt;");
      Path other = folder.resolve("other");
      Path compiled =
          JavaSite.compile(
              Files.createDirectories(other), "Greeter", GREETER.replace("GREETING", "two"));
      Files.copy(
          compiled.resolve("site/Greeter.class"),
          classes.resolve("site/Greeter.class"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Duration swapped = dev.awaits("/", 200, "two");
      System.out.println("insula dev: new classes answer after " + swapped.toMillis() + " ms");
    }
  }

  @Test
  void aSiteOfTheManifestRunsAlone() throws IOException {
    Files.writeString(
        folder.resolve("hello.py"),
        "def application(e, s):\n    s('200 OK', [])\n    return [b'declared']\n");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        "sites:\n  hello: {hosts: [hello.test], wsgi: hello, path: .}\n  other: {hosts: [o.test], wsgi: none, path: .}\n");
    try (Dev dev = Dev.start("hello", "--manifest", manifest.toString())) {
      dev.awaits("/", 200, "declared");
    }
  }
}
