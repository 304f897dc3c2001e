package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings module decides before the application does; servers keep their workers. */
class DjangoSettingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static String manifest;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path alpha = Sites.django(folder, "alpha");
    Files.writeString(
        alpha.resolve("alpha/settings_prod.py"), "from alpha.settings import *\nDEBUG = False\n");
    Files.writeString(
        alpha.resolve("alpha/made.py"),
        "def create():\n    from django.core.wsgi import get_wsgi_application\n    return get_wsgi_application()\n");
    manifest =
        """
        defaults: {path: %s}
        sites:
          own: {hosts: [own.test], wsgi: "alpha.wsgi:application"}
          told: {hosts: [told.test], wsgi: "alpha.wsgi:application", settings: alpha.settings}
          made: {hosts: [made.test], wsgi: "alpha.made:create()", settings: alpha.settings}
          gunicorn: {hosts: [gunicorn.test], wsgi: alpha.wsgi, python: {server: gunicorn}}
          uwsgi: {hosts: [uwsgi.test], wsgi: alpha.wsgi, python: {server: uwsgi}}
        """
            .formatted(alpha);
    Path file = folder.resolve("insula.yaml");
    Files.writeString(file, manifest);
    insula = Insula.run(file);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String who(String host) throws IOException {
    return insula.get(host, "/who").text();
  }

  @Test
  void withoutOneTheApplicationsOwnDefaultDecides() throws IOException {
    assertTrue(who("own.test").startsWith("settings=alpha.settings "), who("own.test"));
  }

  @Test
  void aFactoryMakesTheApplication() throws IOException {
    assertTrue(who("made.test").startsWith("settings=alpha.settings "), who("made.test"));
  }

  @Test
  void anotherOneIsInForceAfterAReloadAndNoOtherSiteIsTouched() throws IOException {
    String other = who("own.test");
    insula.rewrite(
        manifest.replace(
            "settings: alpha.settings}\n  made", "settings: alpha.settings_prod}\n  made"));
    assertEquals(0, insula.command("reload").status());
    assertTrue(who("told.test").startsWith("settings=alpha.settings_prod "), who("told.test"));
    assertEquals(other, who("own.test"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gunicorn", "uwsgi"})
  void aKilledWorkerIsBackWithoutAFailureElsewhere(String server) throws IOException {
    String host = server + ".test";
    String before = who(host).replaceAll(".*pid=(\\d+).*", "$1");
    String status = insula.command("status", server, "--json").output();
    assertTrue(status.contains("\"server\":\"" + server + "/"), status);
    assertTrue(status.contains(before), status);
    try (Load load = new Load("/who", insula.port(), "own.test")) {
      Insula.signal("KILL", Long.parseLong(before));
      Await.until(
          PATIENCE,
          () -> "another worker than " + before,
          () ->
              insula.get(host, "/who").status() == 200
                  && !who(host).contains("pid=" + before + " "));
      load.finish();
      assertEquals(List.of(), load.failures());
    }
  }
}
