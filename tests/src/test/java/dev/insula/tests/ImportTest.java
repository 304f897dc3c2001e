package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code insula import} prints passes {@code insula check}, runs, and answers the same pages.
 */
class ImportTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path alpha;

  @BeforeEach
  void makeProject() throws IOException {
    alpha = Sites.django(folder, "alpha");
    Files.createDirectories(alpha.resolve("static"));
    Files.writeString(alpha.resolve("static/style.css"), "body {}\n");
  }

  private void runsAndAnswers(String host, String... command) throws IOException {
    Insula.Result imported = Insula.launch(List.of(command));
    assertEquals(0, imported.status(), imported.output());
    Path manifest = Files.writeString(folder.resolve("insula.yaml"), imported.output());
    Insula.Result check = Insula.launch(List.of("check", manifest.toString()));
    assertEquals(0, check.status(), () -> check.output() + "\n" + imported.output());
    try (Insula insula = Insula.run(manifest)) {
      Http.Reply reply = insula.get(host, "/who");
      assertEquals(200, reply.status(), imported.output());
      assertTrue(reply.text().startsWith("settings=alpha.settings "), reply.text());
      assertEquals("body {}\n", insula.get(host, "/static/style.css").text());
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.formatted(alpha));
  }

  @Test
  void apache() throws IOException {
    Path conf =
        file(
            "alpha.conf",
            """
            Listen 80
            <VirtualHost *:80>
                ServerName alpha.test
                WSGIDaemonProcess alpha python-path=%1$s threads=4 display-name=%%{GROUP}
                WSGIProcessGroup alpha
                WSGIScriptAlias / %1$s/alpha/wsgi.py
                Alias /static/ %1$s/static/
                <Directory %1$s/alpha>
                    <Files wsgi.py>
                        Require all granted
                    </Files>
                </Directory>
            </VirtualHost>
            """);
    runsAndAnswers("alpha.test", "import", "apache", conf.toString());
  }

  @Test
  void uwsgi() throws IOException {
    Path ini =
        file(
            "alpha.ini",
            """
            [uwsgi]
            chdir = %1$s
            module = alpha.wsgi:application
            master = true
            threads = 2
            static-map = /static=%1$s/static
            http-socket = :8000
            vacuum = true
            """);
    runsAndAnswers("alpha.test", "import", "uwsgi", ini.toString());
  }

  @Test
  void gunicorn() throws IOException {
    Path unit =
        file(
            "alpha.service",
            """
            [Service]
            WorkingDirectory=%1$s
            Environment=DJANGO_SETTINGS_MODULE=alpha.settings
            ExecStart=/usr/bin/gunicorn --threads 2 --bind 127.0.0.1:8000 alpha.wsgi
            """);
    // Gunicorn serves no files: the web server in front of it did.
    Insula.Result imported = Insula.launch(List.of("import", "gunicorn", unit.toString()));
    Path manifest =
        Files.writeString(
            folder.resolve("insula.yaml"),
            imported
                .output()
                .replace(
                    "    threads: 2\n",
                    "    threads: 2\n    static: {/static/: '%s/static'}\n".formatted(alpha)));
    try (Insula insula = Insula.run(manifest)) {
      assertTrue(insula.get("alpha.test", "/who").text().startsWith("settings=alpha.settings "));
      assertEquals(200, insula.get("alpha.test", "/static/style.css").status());
    }
  }
}
