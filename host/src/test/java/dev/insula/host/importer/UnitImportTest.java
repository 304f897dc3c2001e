package dev.insula.host.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Application;
import dev.insula.config.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitImportTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Imported imported;

  @BeforeEach
  void prepare() throws IOException {
    imported = new Imported(folder);
  }

  private Imported fixture() throws IOException {
    return imported.made(Imports.nginxUnit(imported.fixture("unit.json")));
  }

  private Imported of(String json) throws IOException {
    Path file =
        Files.writeString(imported.file("conf.json"), json.replace("@FOLDER@", folder.toString()));
    return imported.made(Imports.nginxUnit(file));
  }

  @Test
  void hostsOfARouteBecomeSites() throws IOException {
    Site site = fixture().site("shop-test");
    assertEquals("[shop.test, *.shop.test]", site.hosts().toString());
    assertEquals(new Application.Wsgi("mysite.wsgi", "application", false), site.application());
    assertEquals("mysite.production", site.settings().orElseThrow());
    assertEquals("hallo", site.env().get("GREETING"));
    assertEquals(4, site.processes());
    assertEquals(3, site.threads());
    assertEquals(Duration.ofSeconds(25), site.timeouts().request());
    assertEquals(folder.resolve("mysite/static"), site.staticFolders().get("/static/"));
    assertEquals(new Application.Wsgi("mysite.wsgi", "make", true), site.mounts().get("/api"));
    assertEquals(2 << 20, site.limits().body().bytes());
    imported.has("  old-test:\n    hosts:\n    - old.test\n    redirect: https://shop.test/\n");
    imported.has("listen:\n- http://0.0.0.0:8080\n- https://127.0.0.1:8443\n");
  }

  @Test
  void whatUnitDidOtherwiseIsTold() throws IOException {
    fixture().tells(Note.Kind.LOST, "unit.json:4", "certificate");
    imported.tells(Note.Kind.LOST, "unit.json:44", "type php");
    imported.tells(Note.Kind.TRAP, "unit.json:35", "unitd itself");
    imported.tells(Note.Kind.TRAP, "unit.json:25", "condition on method");
    imported.tells(Note.Kind.TRAP, "unit.json:14", "SCRIPT_NAME=/api");
    imported.tells(Note.Kind.LOST, "unit.json:41", "rootfs");
  }

  @Test
  void aListenerMayPassToAnApplicationItself() throws IOException {
    Site site =
        of("{\"listeners\": {\"127.0.0.1:80\": {\"pass\": \"applications/a\"}}, \"applications\": {\"a\": {\"type\": \"python\", \"module\": \"mysite.wsgi\", \"path\": \"@FOLDER@/mysite\"}}}")
            .site("unit");
    assertTrue(site.isDefault());
    assertEquals(1, site.threads());
    assertEquals("mysite.settings", site.settings().orElseThrow());
  }

  @Test
  void whatIsNoJsonIsToldWithItsLine() {
    var fault = assertThrows(IOException.class, () -> of("{\n\"listeners\": oops}"));
    assertTrue(
        String.valueOf(fault.getMessage()).startsWith("line 2 is no JSON"), fault.toString());
  }
}
