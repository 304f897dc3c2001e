package dev.insula.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sites for tests: a Java class that tells what it sees, and stock Django projects. */
final class Sites {
  /**
   * A handler of the JDK's HTTP server API. The path chooses where the settings are read from, so
   * that every way a library may take is asked.
   */
  static final String TELLER =
      """
      package site;
      import com.sun.net.httpserver.*;
      import java.nio.charset.StandardCharsets;
      import java.util.*;
      import java.util.concurrent.*;
      public final class Teller implements HttpHandler {
        static final String EARLY = see();
        static String see() {
          return System.getProperty("settings.module") + "|" + System.getenv("SETTINGS_MODULE")
              + "|" + TimeZone.getDefault().getID() + "|" + Locale.getDefault();
        }
        static String ask(String where) throws Exception {
          switch (where) {
            case "/static": return EARLY;
            case "/virtual": {
              var answer = new CompletableFuture<String>();
              Thread.ofVirtual().start(() -> answer.complete(see()));
              return answer.get(20, TimeUnit.SECONDS);
            }
            case "/pool": return CompletableFuture.supplyAsync(Teller::see).get(20, TimeUnit.SECONDS);
            case "/timer": {
              var answer = new CompletableFuture<String>();
              var timer = new Timer(true);
              timer.schedule(new TimerTask() { public void run() { answer.complete(see()); } }, 1);
              try { return answer.get(20, TimeUnit.SECONDS); } finally { timer.cancel(); }
            }
            case "/secret": return System.getenv("HOST_SECRET") + "|" + System.getProperty("host.secret")
                + "|" + System.getenv().containsKey("HOST_SECRET") + "|" + System.getProperties().containsKey("host.secret");
            case "/exit": System.exit(3); return "unreachable";
            case "/generation": return System.getenv("MARK");
            default: return see();
          }
        }
        public void handle(HttpExchange x) throws java.io.IOException {
          String text;
          try { text = ask(x.getRequestURI().getPath()); } catch (Exception e) { text = e.toString(); }
          byte[] b = text.getBytes(StandardCharsets.UTF_8);
          x.sendResponseHeaders(200, b.length);
          x.getResponseBody().write(b);
          x.close();
        }
      }
      """;

  private Sites() {}

  /** Compiles the teller; returns its class folder. */
  static Path teller(Path folder) throws IOException {
    return JavaSite.compile(folder, "Teller", TELLER);
  }

  /** A stock project with one more view, {@code /who}; returns its folder. */
  static Path django(Path parent, String name) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name + "-project"));
    python("-m", "django", "startproject", name, folder.toString());
    Files.writeString(
        folder.resolve(name).resolve("who.py"),
        """
        import os, signal
        from django.conf import settings
        from django.http import HttpResponse

        def who(request):
            return HttpResponse("settings=%s pid=%d uid=%d script=%s path=%s secret=%s" % (
                settings.SETTINGS_MODULE, os.getpid(), os.getuid(), request.META["SCRIPT_NAME"],
                request.META["PATH_INFO"], os.environ.get("HOST_SECRET")))

        def zone(request):
            import time
            return HttpResponse("%s|%s|%s" % (settings.TIME_ZONE, time.tzname[0], settings.SECRET_KEY))
        """);
    append(
        folder.resolve(name).resolve("urls.py"),
        "\nfrom . import who\nurlpatterns += [path('who', who.who), path('zone', who.zone)]\n");
    append(
        folder.resolve(name).resolve("settings.py"),
        "\nALLOWED_HOSTS = ['.test']\nSECRET_KEY = '%s-key'\n".formatted(name));
    return folder;
  }

  static void append(Path file, String text) throws IOException {
    Files.writeString(file, Files.readString(file) + text);
  }

  static void python(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "/usr/bin/python3";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("Django is needed (apt-get install python3-django): " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
