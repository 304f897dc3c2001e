package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Python site finds around it: prefix, middleware, venv, locale, zone, PEP 3333. */
class PythonSurroundingsTest {
  private static final String MIDDLEWARE =
      """
      class Stamp:
          def __init__(self, application, name="X-Stamp", levels=(), loud=False):
              self.application, self.stamp = application, (name, "%s %s" % (sum(levels), loud))
          def __call__(self, environ, start_response):
              def stamped(status, headers, exc_info=None):
                  return start_response(status, headers + [self.stamp], exc_info)
              return self.application(environ, stamped)
      """;

  private static final String UPLOAD =
      """
      import os, tempfile
      from django.http import HttpResponse
      from django.views.decorators.csrf import csrf_exempt

      @csrf_exempt
      def upload(request):
          sent = request.FILES["file"]
          with tempfile.TemporaryDirectory() as folder:
              with open(os.path.join(folder, sent.name), "wb") as kept:
                  kept.write(sent.read())
              return HttpResponse("%s %s" % (os.listdir(folder)[0], os.environ["LANG"]))
      """;

  private static final String VALIDATED =
      """
      from wsgiref.validate import validator
      def application(environ, start_response):
          body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [environ["REQUEST_METHOD"].encode() + b" " + body]
      application = validator(application)
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path alpha = Sites.django(folder, "alpha");
    Files.writeString(alpha.resolve("stamp.py"), MIDDLEWARE);
    Files.writeString(alpha.resolve("alpha/upload.py"), UPLOAD);
    Sites.append(
        alpha.resolve("alpha/urls.py"),
        "\nfrom .upload import upload\nurlpatterns += [path('upload', upload)]\n");
    Sites.append(alpha.resolve("alpha/settings.py"), "\nTIME_ZONE = 'Asia/Tokyo'\n");
    Path other = Sites.django(folder, "other");
    Sites.append(other.resolve("other/settings.py"), "\nTIME_ZONE = 'America/New_York'\n");
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/style.css"), "body {}\n");
    makeVenv();
    Path plain = Files.createDirectories(folder.resolve("plain"));
    Files.writeString(plain.resolve("validated.py"), VALIDATED);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest(alpha, other));
    insula = Insula.run(manifest);
  }

  /** A virtual environment with one package that is nowhere else. */
  private static void makeVenv() throws IOException {
    Path venv = folder.resolve("venv");
    Sites.python("-m", "venv", "--system-site-packages", "--without-pip", venv.toString());
    try (var python = Files.newDirectoryStream(venv.resolve("lib"), "python3*")) {
      Path packages = python.iterator().next().resolve("site-packages");
      Files.writeString(
          packages.resolve("only_here.py"),
          """
          import sys
          def application(environ, start_response):
              start_response("200 OK", [("Content-Type", "text/plain")])
              return [sys.prefix.encode()]
          """);
    }
  }

  private static String manifest(Path alpha, Path other) {
    return """
    sites:
      alpha:
        hosts: [alpha.test]
        wsgi: django
        path: %1$s
        settings: alpha.settings
        prefix: /mysite
        static: {/static/: files}
        middleware: [{use: "stamp:Stamp", with: {name: X-Level, levels: [1, 2], loud: true}}]
      other: {hosts: [other.test], wsgi: other.wsgi, path: %2$s}
      venv: {hosts: [venv.test], wsgi: only_here, path: plain, python: {venv: venv}}
      lean: {hosts: [lean.test], wsgi: validated, path: plain}
      gunicorn: {hosts: [gunicorn.test], wsgi: validated, path: plain, python: {server: gunicorn}}
      uwsgi: {hosts: [uwsgi.test], wsgi: validated, path: plain, python: {server: uwsgi}}
    """
        .formatted(alpha, other);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @Test
  void aPrefixIsTheScriptNameAndNothingElseIsThere() throws IOException {
    String who = insula.get("alpha.test", "/mysite/who").text();
    assertTrue(who.contains("script=/mysite path=/who"), who);
    assertEquals("body {}\n", insula.get("alpha.test", "/mysite/static/style.css").text());
    assertEquals(404, insula.get("alpha.test", "/who").status());
    assertEquals(404, insula.get("alpha.test", "/static/style.css").status());
    assertEquals(404, insula.get("alpha.test", "/mysitewho").status());
  }

  @Test
  void middlewareGetsItsArguments() throws IOException {
    Http.Reply reply = insula.get("alpha.test", "/mysite/who");
    assertEquals("3 True", reply.header("x-level").orElse(""));
  }

  @Test
  void explainNamesTheApplicationThatTheSettingsName() throws IOException {
    String text = insula.command("explain", "http://alpha.test/").output();
    assertTrue(
        text.contains("alpha.wsgi.application, as alpha.settings.WSGI_APPLICATION says"), text);
  }

  @Test
  void aFileWithAnAccentKeepsItsName() throws IOException {
    String body =
        """
        --b
        Content-Disposition: form-data; name="file"; filename="\u00e9.txt"
        Content-Type: text/plain

        x
        --b--
        """
            .replace("\n", "\r\n");
    try (Http http = new Http(insula.port())) {
      Http.Reply reply =
          http.exchange(
              "POST",
              "alpha.test",
              "/mysite/upload",
              body.getBytes(StandardCharsets.UTF_8),
              "Content-Type: multipart/form-data; boundary=b");
      assertEquals("\u00e9.txt C.UTF-8", reply.text());
    }
  }

  @Test
  void everySiteHasItsOwnTimeZone() throws IOException {
    for (int i = 0; i < 5; i++) {
      String here = insula.get("alpha.test", "/mysite/zone").text();
      String there = insula.get("other.test", "/zone").text();
      assertEquals("Asia/Tokyo|JST|alpha-key", here);
      assertEquals("America/New_York|EST|other-key", there);
    }
  }

  @Test
  void aVirtualEnvironmentIsTheSitesOwn() throws IOException {
    assertEquals(
        folder.resolve("venv").toRealPath(),
        Path.of(insula.get("venv.test", "/").text()).toRealPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lean.test", "gunicorn.test", "uwsgi.test"})
  void everyServerKeepsToTheStandard(String host) throws IOException {
    try (Http http = new Http(insula.port())) {
      assertEquals("GET ", http.get(host, "/a?b=c").text());
      byte[] body = "hallo".getBytes(StandardCharsets.US_ASCII);
      assertEquals("POST hallo", http.exchange("POST", host, "/", body).text());
      assertEquals(200, http.exchange("HEAD", host, "/", new byte[0]).status());
      assertEquals("POST hallo", http.postInChunks(host, "/", "hal", "lo").text());
    }
  }
}
