package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.insula.config.Isolation;
import dev.insula.config.Manifest;
import dev.insula.config.Setting;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefaultsAndOriginsTest {
  private static final String MANIFEST =
      """
      defaults:
        env: {A: from-defaults, B: from-defaults}
        timeouts: {request: 10s, drain: 7s}
        threads: 3
        isolation: classloader
        jvm: [-Xmx64m]
        python: {executable: venv/bin/python3}
      sites:
        wsgi:
          hosts: [wsgi.test, "*.wsgi.test"]
          wsgi: a
          path: app
          env: {B: its-own}
          timeouts: {drain: 1s}
        java:
          hosts: java.test
          java: A
          path: [app.jar, app]
        daemon:
          hosts: daemon.test
          java: A
          path: app.jar
          isolation: process
      """;

  @TempDir Path temporary;

  private ManifestFolder folder = new ManifestFolder();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ManifestFolder(temporary);
  }

  private Site site(String name) {
    return folder.valid(MANIFEST).site(new SiteName(name)).orElseThrow();
  }

  private String origin(String path) {
    Optional<Setting> setting = folder.valid(MANIFEST).origins().at(path);
    return setting.map(found -> found.value() + " <- " + found.origin()).orElse("nothing");
  }

  @Test
  void mapsAreMergedEntryByEntry() {
    assertEquals(Map.of("A", "from-defaults", "B", "its-own"), site("wsgi").env());
    assertEquals(Duration.ofSeconds(10), site("wsgi").timeouts().request());
    assertEquals(Duration.ofSeconds(1), site("wsgi").timeouts().drain());
    assertEquals(Duration.ofSeconds(30), site("wsgi").timeouts().start());
  }

  @Test
  void aDefaultThatMeansNothingForASiteIsPassedOver() {
    assertEquals(Isolation.PROCESS, site("wsgi").isolation());
    assertEquals(List.of(), site("wsgi").jvm());
    assertEquals(List.of(), site("java").jvm());
    assertEquals(8, site("java").threads());
    assertEquals(Optional.empty(), site("java").python().executable());
    assertEquals(List.of("-Xmx64m"), site("daemon").jvm());
    assertEquals(3, site("daemon").threads());
  }

  @Test
  void everyValueTellsWhereItCameFrom() {
    assertEquals("*.wsgi.test <- insula.yaml:10:24", origin("sites.wsgi.hosts[1]"));
    assertEquals("a:application <- insula.yaml:11:11", origin("sites.wsgi.wsgi"));
    assertEquals("its-own <- insula.yaml:13:14", origin("sites.wsgi.env.B"));
    assertEquals("from-defaults <- defaults: insula.yaml:2:12", origin("sites.wsgi.env.A"));
    assertEquals("10s <- defaults: insula.yaml:3:23", origin("sites.wsgi.timeouts.request"));
    assertEquals("1s <- insula.yaml:14:23", origin("sites.wsgi.timeouts.drain"));
    assertEquals("30s <- default", origin("sites.wsgi.timeouts.start"));
    assertEquals("16MiB <- default", origin("sites.wsgi.limits.body"));
    assertEquals("process <- default", origin("sites.wsgi.isolation"));
    assertEquals("classloader <- defaults: insula.yaml:5:14", origin("sites.java.isolation"));
    assertEquals("3 <- defaults: insula.yaml:4:12", origin("sites.daemon.threads"));
    assertEquals(temporary + "/app <- insula.yaml:18:21", origin("sites.java.path[1]"));
    assertEquals(temporary + "/app.jar <- insula.yaml:22:11", origin("sites.daemon.path"));
    assertEquals(temporary + " <- default", origin("sites.java.directory"));
    assertEquals("http://127.0.0.1:8080 <- default", origin("listen"));
  }

  @Test
  void whatMeansNothingForASiteIsNotShown() {
    assertEquals("nothing", origin("sites.wsgi.jvm[0]"));
    assertEquals("nothing", origin("sites.java.threads"));
    assertEquals("nothing", origin("sites.java.python.server"));
  }

  @Test
  void whatIsBelowAPathIsFound() {
    Manifest manifest = folder.valid(MANIFEST);
    assertEquals(
        List.of("sites.wsgi.env.A", "sites.wsgi.env.B"),
        List.copyOf(manifest.origins().below("sites.wsgi.env").keySet()));
    assertEquals(
        List.of("sites.wsgi.hosts[0]", "sites.wsgi.hosts[1]"),
        List.copyOf(manifest.origins().below("sites.wsgi.hosts").keySet()));
    assertEquals(0, manifest.origins().below("sites.wsg").size());
  }

  @Test
  void whereAValueIsWrittenIsNoPartOfTheSite() {
    Manifest other = folder.valid("# moved by a line\n" + MANIFEST);
    assertEquals(folder.valid(MANIFEST).sites(), other.sites());
    assertNotEquals(folder.valid(MANIFEST).origins(), other.origins());
  }
}
