package dev.insula.host.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class UwsgiImportTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Imported imported;

  @BeforeEach
  void prepare() throws IOException {
    imported = new Imported(folder);
  }

  private Imported tutorial() throws IOException {
    imported.fixture("more.ini");
    return imported.made(Imports.uwsgi(List.of(imported.fixture("mysite_uwsgi.ini"))));
  }

  private Imported of(String name, String text) throws IOException {
    Path file = imported.file(name);
    Files.writeString(file, text.replace("@FOLDER@", folder.toString()));
    return imported.made(Imports.uwsgi(List.of(file)));
  }

  @Test
  void everyOptionOfDjangosPageHasItsPlace() throws IOException {
    Site site = tutorial().site("mysite-uwsgi");
    assertEquals(new Application.Wsgi("mysite.wsgi", "application", false), site.application());
    assertEquals(List.of(folder.resolve("mysite")), site.path());
    assertEquals(folder.resolve("mysite"), site.directory());
    assertEquals("mysite.production", site.settings().orElseThrow());
    assertEquals("hallo welt", site.env().get("GREETING"));
    assertEquals(5, site.processes());
    assertEquals(1, site.threads());
    assertEquals(Duration.ofSeconds(20), site.timeouts().request());
    assertEquals(folder.resolve("venv"), site.python().venv().orElseThrow());
    assertEquals(folder.resolve("mysite/static"), site.staticFolders().get("/static/"));
    assertEquals(
        folder.resolve("mysite/static/robots.txt"), site.staticFolders().get("/robots.txt"));
    assertEquals(1 << 20, site.limits().body().bytes());
    assertTrue(site.mounts().containsKey("/api"));
    assertEquals("[http://0.0.0.0:8001]", imported.manifest().listen().toString());
  }

  @Test
  void theTrapsOfTheTutorialAreTold() throws IOException {
    tutorial().tells(Note.Kind.TRAP, "mysite_uwsgi.ini:15", "harakiri killed the worker");
    imported.tells(Note.Kind.TRAP, "mysite_uwsgi.ini:16", "limit-as limited the address space");
    imported.tells(Note.Kind.TRAP, "mysite_uwsgi.ini:20", "vacuum");
    imported.tells(Note.Kind.TRAP, "mysite_uwsgi.ini", "without enable-threads");
    imported.tells(Note.Kind.TRAP, "wsgi.py:3", "os.environ[\"TZ\"]");
  }

  @Test
  void whatHasNoCounterpartIsToldWithItsPlaceInTheIncludedFile() throws IOException {
    tutorial().tells(Note.Kind.LOST, "more.ini:2", "wonder = 3");
    imported.tells(Note.Kind.LOST, "mysite_uwsgi.ini:27", "cron");
    imported.tells(Note.Kind.LOST, "mysite_uwsgi.ini:25", "insula restart");
    imported.tells(Note.Kind.LOST, "mysite_uwsgi.ini:14", "gid = www");
    imported.doesNotTell("pidfile");
    assertFalse(imported.text().contains("9973"), imported.text());
  }

  @Test
  void theVariablesOfOneLetterSayWhereTheFileLies() throws IOException {
    Site site =
        of("blog.ini", "[uwsgi]\nchdir = %d\nwsgi-file = %dmysite/mysite/wsgi.py\nenv = N=%n-%c\n")
            .site("blog");
    assertEquals(folder, site.directory());
    assertEquals("blog-" + folder.getFileName(), site.env().get("N"));
    assertEquals(
        new Application.Wsgi("mysite.mysite.wsgi", "application", false), site.application());
  }

  @Test
  void aScriptWhoseNameIsNoModuleIsNamedByItsFile() throws IOException {
    Site site = of("a.ini", "[uwsgi]\nwsgi-file = my site.wsgi\ncallable = app\n").site("a");
    String file = folder.resolve("my site.wsgi").toString();
    assertEquals(new Application.Wsgi(file, "app", false), site.application());
  }

  @Test
  void xmlAndYamlAreReadAsWell() throws IOException {
    of(
        "x.xml",
        "<uwsgi><chdir>@FOLDER@/mysite</chdir>\n<module>mysite.wsgi</module><master/></uwsgi>");
    assertEquals(folder.resolve("mysite"), imported.site("x").directory());
    of(
        "y.yaml",
        "uwsgi:\n  chdir: '@FOLDER@/mysite'\n  module: mysite.wsgi\n  threads: 4\nother:\n  threads: 9\n");
    assertEquals(4, imported.site("y").threads());
  }

  @Test
  void severalVassalsHaveNamesOfTheirOwn() throws IOException {
    String vassal = "[uwsgi]\nchdir = %s/mysite\nmodule = mysite.wsgi\n".formatted(folder);
    Path a = Files.writeString(imported.file("a.ini"), vassal);
    Path b = Files.writeString(imported.file("b.ini"), vassal);
    imported.made(Imports.uwsgi(List.of(a, b)));
    assertEquals("[a, b]", imported.manifest().sites().sequencedKeySet().toString());
    imported.tells(Note.Kind.HINT, "sites.a.hosts", "server_name");
  }
}
