package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Django is upgraded while its sites run: who is started again gets the new one, forked as before.
 */
class WsgiUpgradeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern FORKED = Pattern.compile("\"server\":\"(lean \\(forked\\))\"");
  private static final String APPLICATION =
      """
      import django, os
      def application(environ, start_response):
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [f"{django.get_version()} {os.getppid()}".encode()]
      """;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Insula insula;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path packages;

  @BeforeEach
  void start() throws IOException {
    Sites.python("-m", "venv", "--without-pip", folder + "/python");
    try (var found = Files.newDirectoryStream(folder.resolve("python/lib"), "python3*")) {
      packages = found.iterator().next().resolve("site-packages");
    }
    install("1.0");
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("wsgi.py"), APPLICATION);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        defaults: {path: %s, python: {executable: %s/python/bin/python}}
        sites:
          one: {hosts: [one.test], wsgi: "wsgi:application"}
          two: {hosts: [two.test], wsgi: "wsgi:application"}
        """
            .formatted(site, folder));
    insula = Insula.run(manifest);
  }

  @AfterEach
  void stop() throws IOException {
    insula.close();
  }

  /** A package with Django's name, put in the place of the one before. */
  private void install(String version) throws IOException {
    Path made = Files.createDirectory(packages.resolve("made-" + version));
    Files.writeString(
        made.resolve("__init__.py"), "def get_version(): return '%s'\n".formatted(version));
    Path django = packages.resolve("django");
    if (Files.exists(django)) {
      Files.move(django, packages.resolve("replaced-by-" + version));
    }
    Files.move(made, django);
  }

  private record Answer(String version, long zygote) {}

  private Answer ask(String site) throws IOException {
    String[] words = insula.get(site + ".test", "/").text().split(" ", 2);
    return new Answer(words[0], Long.parseLong(words[1]));
  }

  private Answer askAfterRestart(String site) throws IOException {
    assertEquals(0, insula.command("restart", site).status());
    assertEquals("lean (forked)", insula.status(site, FORKED));
    return ask(site);
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  @Test
  void aSiteThatIsStartedAgainGetsWhatIsInstalledAndTheOthersGoOn() throws IOException {
    Answer before = ask("one");
    assertEquals(new Answer("1.0", before.zygote()), ask("two"));
    assertEquals(before, askAfterRestart("one"));
    install("1.1");
    Answer after = askAfterRestart("one");
    assertEquals("1.1", after.version());
    assertNotEquals(before.zygote(), after.zygote());
    assertEquals(before, ask("two"));
    assertTrue(runs(before.zygote()));
    assertEquals(after, askAfterRestart("two"));
    Await.until(
        PATIENCE,
        () -> "the old zygote has ended with its last site",
        () -> !runs(before.zygote()));
    assertEquals(after, ask("one"));
  }
}
