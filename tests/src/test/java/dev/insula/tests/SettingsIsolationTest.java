package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 1: a site sees its own settings, from any thread; never another site's or the host's. */
class SettingsIsolationTest {
  private static final String ALPHA = "alpha.settings|alpha.settings|Europe/Berlin|de_DE";
  private static final String BETA = "beta.settings|beta.settings|America/New_York|fr_FR";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path classes = Sites.teller(folder);
    Path alpha = Sites.django(folder, "alpha");
    Path beta = Sites.django(folder, "beta");
    Sites.append(beta.resolve("beta/settings.py"), "\nTIME_ZONE = 'America/New_York'\n");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          alpha-java:
            hosts: [alpha-java.test]
            java: site.Teller
            path: %1$s
            settings: alpha.settings
            properties: {user.language: de, user.country: DE, user.timezone: Europe/Berlin}
          beta-java:
            hosts: [beta-java.test]
            java: site.Teller
            path: %1$s
            settings: beta.settings
            properties: {user.language: fr, user.country: FR, user.timezone: America/New_York}
          gamma-java:
            hosts: [gamma-java.test]
            java: site.Teller
            path: %1$s
            settings: gamma.settings
            isolation: process
          alpha: {hosts: [alpha.test], wsgi: "alpha.wsgi:application", path: %2$s, settings: alpha.settings}
          beta: {hosts: [beta.test], wsgi: beta.wsgi, path: %3$s}
        """
            .formatted(classes, alpha, beta));
    insula =
        Insula.run(
            manifest,
            Map.of(
                "DJANGO_SETTINGS_MODULE", "evil.settings",
                "SETTINGS_MODULE", "evil.settings",
                "HOST_SECRET", "host-secret",
                "INSULA_JAVA_OPTS", "-Dhost.secret=host-secret -Dsettings.module=evil.settings"));
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/static", "/virtual", "/pool", "/timer"})
  void fourHundredRequestsAtOnceSeeTheirOwnSettings(String way) {
    List<String> answers =
        Together.run(
            400,
            32,
            i -> () -> insula.get(i % 2 == 0 ? "alpha-java.test" : "beta-java.test", way).text());
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(i % 2 == 0 ? ALPHA : BETA, answers.get(i));
    }
  }

  @Test
  void fourHundredRequestsOverTheDjangoSitesGiveTwoAnswers() {
    List<String> answers =
        Together.run(
            400, 16, i -> () -> insula.get(i % 2 == 0 ? "alpha.test" : "beta.test", "/who").text());
    assertEquals(2, new TreeSet<>(answers).size(), () -> new TreeSet<>(answers).toString());
    assertTrue(answers.getFirst().startsWith("settings=alpha.settings "), answers.getFirst());
    assertTrue(answers.get(1).startsWith("settings=beta.settings "), answers.get(1));
  }

  @Test
  void everyDjangoSiteHasItsOwnZoneAndKey() throws IOException {
    assertEquals("UTC|UTC|alpha-key", insula.get("alpha.test", "/zone").text());
    assertEquals("America/New_York|EST|beta-key", insula.get("beta.test", "/zone").text());
  }

  @Test
  void aJavaDaemonProcessSeesItsOwnSettings() throws IOException {
    String answer = insula.get("gamma-java.test", "/").text();
    assertTrue(answer.startsWith("gamma.settings|gamma.settings|"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha-java.test", "beta-java.test", "gamma-java.test"})
  void noJavaSiteSeesTheHostsSecrets(String host) throws IOException {
    assertEquals("null|null|false|false", insula.get(host, "/secret").text());
  }

  @Test
  void noDjangoSiteSeesTheHostsSettingsOrSecrets() throws IOException {
    assertTrue(insula.get("beta.test", "/who").text().startsWith("settings=beta.settings "));
    assertTrue(insula.get("beta.test", "/who").text().endsWith("secret=None"));
  }
}
