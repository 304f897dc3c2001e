package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 1 for web applications: copies of one WAR, two of them in one JVM, are told apart. */
class WarTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path war = Wars.teller(folder);
    Path servlet = Wars.servlet(folder);
    Path old = Wars.old(folder);
    Path page = Wars.page(folder.resolve("page.war"), "another page");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          one:
            hosts: [one.test]
            war: %1$s
            settings: one.settings
            env: {WHO: env-one}
            properties: {who: one, level: FINE, user.language: de, user.country: DE, user.timezone: Europe/Berlin}
            mounts: {/deeper: {war: %1$s}, /ROOT: {war: %4$s}}
          two:
            hosts: [two.test]
            war: %1$s
            settings: two.settings
            env: {WHO: env-two}
            properties: {who: two, level: SEVERE, user.language: fr, user.country: FR, user.timezone: America/New_York}
          three: {hosts: [three.test], war: %1$s, isolation: process, properties: {who: three}}
          alone: {hosts: [alone.test], java: site.Alone, path: %2$s, properties: {who: alone}}
          old: {hosts: [old.test], war: %3$s, migrate: javax, mounts: {/mounted: {war: %3$s}}}
          faulty: {hosts: [faulty.test], war: %1$s, env: {FAULT: "4711"}}
        """
            .formatted(war, servlet, old, page));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String tell(String site, String what) throws IOException {
    return insula.get(site + ".test", "/tell" + what).text();
  }

  @Test
  void twoHundredRequestsAtOnceSeeTheirOwnSettings() {
    List<String> answers =
        Together.run(200, 16, i -> () -> tell(i % 2 == 0 ? "one" : "two", "/all"));
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(
          i % 2 == 0
              ? "one|env-one|de_DE|Europe/Berlin|one.settings"
              : "two|env-two|fr_FR|America/New_York|two.settings",
          answers.get(i));
    }
  }

  @Test
  void managementAndLoggingAreTheSitesOwn() throws IOException {
    assertEquals("one", tell("one", "/jmx"));
    assertEquals("two", tell("two", "/jmx"));
    assertEquals("FINE", tell("one", "/level"));
    assertEquals("SEVERE", tell("two", "/level"));
    assertEquals(tell("one", "/beans"), tell("two", "/beans"));
  }

  @Test
  void noFolderThatIsWrittenIsShared() throws IOException {
    List<String> one = List.of(tell("one", "/folders").split("\\|", -1));
    List<String> two = List.of(tell("two", "/folders").split("\\|", -1));
    assertEquals(5, one.size(), one::toString);
    assertEquals(one.get(0), one.get(1));
    for (int i = 2; i < one.size(); i++) {
      assertNotEquals(one.get(i), two.get(i));
    }
  }

  @Test
  void namingKnowsWhatTheDescriptorSays() throws IOException {
    assertEquals("hello from web.xml", tell("one", "/jndi"));
    assertEquals("hello from web.xml", tell("three", "/jndi"));
  }

  @ParameterizedTest
  @CsvSource({"one, de_DE", "two, fr_FR"})
  void pagesAreCompiledIntoTheSitesOwnState(String site, String locale) throws IOException {
    assertEquals(
        "page of %1$s, 2, %1$s, %2$s".formatted(site, locale),
        insula.get(site + ".test", "/page.jsp").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two", "three"})
  void webSocketsPassThroughTheFront(String site) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(insula.port(), site + ".test", "/echo")) {
      assertEquals(site + " says hallo", socket.ask("hallo"));
      assertEquals(site + " says again", socket.ask("again"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void onlyTheFrontSaysWhoTheClientIs(String site) throws IOException {
    String told =
        insula
            .get(
                site + ".test",
                "/tell/client",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Port: 1")
            .text();
    assertEquals("127.0.0.1|http|" + site + ".test|80|false|", told);
  }

  @Test
  void aMountIsAContextPath() throws IOException {
    String told = insula.get("one.test", "/deeper/tell/client").text();
    assertEquals("127.0.0.1|http|one.test|80|false|/deeper", told);
    assertEquals("a file", insula.get("one.test", "/deeper/file.txt").text());
  }

  @Test
  void aMountMayBeCalledRoot() throws IOException {
    assertEquals("another page", insula.get("one.test", "/ROOT/page.jsp").text());
    assertTrue(insula.get("one.test", "/page.jsp").text().startsWith("page of one"));
    assertEquals("another page", insula.get("one.test", "/ROOT/page.jsp").text());
    assertEquals("a file", insula.get("one.test", "/file.txt").text());
    assertEquals(404, insula.get("one.test", "/ROOT/file.txt").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/mounted/"})
  void oldApplicationsAreMigratedBeforeTheyStart(String path) throws IOException {
    assertEquals(
        "once a javax servlet, now a jakarta.servlet.http.HttpServlet",
        insula.get("old.test", path).text());
  }

  @Test
  void aServletAloneAnswersEveryPath() throws IOException {
    assertEquals("alone at /a/b", insula.get("alone.test", "/a/b").text());
  }

  @Test
  void faultsShowNothingOfTheSiteButTheStatus() throws IOException {
    Http.Reply reply = insula.get("one.test", "/tell/fault");
    assertEquals(500, reply.status());
    assertFalse(reply.text().contains("secret-of-the-site"), reply.text());
    assertFalse(reply.text().contains("Tomcat"), reply.text());
    assertTrue(Files.readString(insula.log("one")).contains("secret-of-the-site"));
  }

  @Test
  void anApplicationThatCannotStartSaysWhy() throws IOException {
    String status = insula.command("status", "faulty").output();
    assertTrue(status.contains("no database 4711"), status);
    assertEquals(503, insula.get("faulty.test", "/").status());
  }
}
