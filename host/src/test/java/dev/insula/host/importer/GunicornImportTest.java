package dev.insula.host.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Application;
import dev.insula.config.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GunicornImportTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Imported imported;

  @BeforeEach
  void prepare() throws IOException {
    imported = new Imported(folder);
    Files.writeString(folder.resolve("venv/pyvenv.cfg"), "");
  }

  private Imported of(String fixture) throws IOException {
    return imported.made(Imports.gunicorn(imported.fixture(fixture)));
  }

  private Imported command(String... words) throws IOException {
    return imported.made(Imports.gunicornCommand(List.of(words), folder.resolve("mysite")));
  }

  @Test
  void aUnitFileBecomesASite() throws IOException {
    Site site = of("gunicorn.service").site("mysite");
    assertEquals(new Application.Wsgi("mysite.wsgi", "application", false), site.application());
    assertEquals(folder.resolve("mysite"), site.directory());
    assertEquals("mysite.production", site.settings().orElseThrow());
    assertEquals("hallo welt", site.env().get("GREETING"));
    assertEquals(3, site.processes());
    assertEquals(4, site.threads());
    assertEquals(folder.resolve("venv"), site.python().venv().orElseThrow());
    assertEquals(Duration.ofSeconds(45), site.timeouts().request());
    assertEquals(Duration.ofSeconds(5), site.timeouts().drain());
    assertEquals("[http://127.0.0.1:8009]", imported.manifest().listen().toString());
  }

  @Test
  void theTrapsOfAUnitFileAreTold() throws IOException {
    of("gunicorn.service").tells(Note.Kind.TRAP, "gunicorn.service:14", "preload");
    imported.tells(Note.Kind.TRAP, "gunicorn.service:24", "LimitAS");
    imported.tells(Note.Kind.LOST, "gunicorn.service:25", "ProtectHome=yes");
    imported.tells(Note.Kind.LOST, "gunicorn.service:9", "Group=www");
    imported.doesNotTell("worker class");
  }

  @Test
  void aConfigurationFileIsReadAndNotRun() throws IOException {
    Site site = of("gunicorn.conf.py").manifest().sites().firstEntry().getValue();
    assertEquals(folder.resolve("mysite"), site.directory());
    assertEquals("it's me", site.env().get("GREETING"));
    assertEquals("mysite.production", site.settings().orElseThrow());
    assertEquals(1, site.processes());
    assertEquals(4, site.threads());
    assertEquals(Duration.ofSeconds(120), site.timeouts().request());
    assertEquals("[http://0.0.0.0:8000]", imported.manifest().listen().toString());
    imported.tells(Note.Kind.LOST, "gunicorn.conf.py:4", "cpu_count");
    imported.tells(Note.Kind.LOST, "gunicorn.conf.py:17", "server hook post_fork");
    imported.tells(Note.Kind.TRAP, "gunicorn.conf.py:6", "worker class gevent");
    imported.doesNotTell("preload");
  }

  @Test
  void aCommandLineWinsOverTheFileBesideIt() throws IOException {
    Files.writeString(folder.resolve("mysite/gunicorn.conf.py"), "workers = 2\nthreads = 9\n");
    Site site =
        command("gunicorn", "-w4", "-e", "A=b", "--env=C=d=e", "mysite.wsgi:application")
            .site("mysite");
    assertEquals(4, site.processes());
    assertEquals(9, site.threads());
    assertEquals("b", site.env().get("A"));
    assertEquals("d=e", site.env().get("C"));
    assertTrue(site.isDefault());
    imported.tells(Note.Kind.HINT, "sites.mysite.hosts", "server_name");
  }

  @Test
  void anAsgiWorkerIsToldToBeNone() throws IOException {
    command(
            "python3",
            "-m",
            "gunicorn",
            "-k",
            "uvicorn.workers.UvicornWorker",
            "mysite.asgi:application")
        .tells(Note.Kind.TRAP, "command line", "will not work");
  }

  @Test
  void aFactoryIsKeptAndItsArgumentsAreToldOf() throws IOException {
    assertEquals(
        new Application.Wsgi("mysite.app", "create", true),
        command("mysite.app:create()").site("mysite").application());
    command("mysite.app:create('x')").tells(Note.Kind.LOST, "command line", "arguments");
  }
}
