package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** One unmodified Spring Boot jar as six sites: three in the host's JVM, three as processes. */
class BootTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int RELOADS = Integer.getInteger("insula.boot.reloads", 3);

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Path jar;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws Exception {
    jar = BootJars.teller();
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest("first", List.of("classloader")));
    insula = Insula.run(manifest);
    insula.rewrite(manifest("first"));
    Insula.Result reload = insula.command("reload");
    assertEquals(0, reload.status(), reload.output());
  }

  private static String manifest(String mark) {
    return manifest(mark, List.of("classloader", "process"));
  }

  private static String manifest(String mark, List<String> isolations) {
    var text = new StringBuilder("defaults: {timeouts: {start: 120s, queue: 60s}}\nsites:\n");
    for (String name : List.of("one", "two", "three")) {
      for (String isolation : isolations) {
        text.append(
            """
              %1$s-%2$s:
                hosts: [%1$s.%2$s.test]
                boot: %3$s
                isolation: %2$s
                settings: %1$s
                env: {MARK: "%4$s", TOLD: "${port}"}
                properties: {mark: "property of %1$s"}
            """
                .formatted(name, isolation, jar, isReloaded(name, isolation) ? mark : name));
      }
    }
    return text.toString();
  }

  /** A reload shall start one application, not two. */
  private static boolean isReloaded(String name, String isolation) {
    return name.equals("one") && isolation.equals("classloader");
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @Test
  void eachSiteSeesItsOwnSettingsInOneJvmAndInProcesses() throws IOException {
    for (String isolation : List.of("classloader", "process")) {
      String two = insula.get("two." + isolation + ".test", "/").text();
      assertTrue(two.startsWith("two|property of two|[two]|plain|"), two);
      String three = insula.get("three." + isolation + ".test", "/").text();
      assertTrue(three.startsWith("three|property of three|[three]|plain|"), three);
      assertNotEquals(two.substring(two.lastIndexOf('|')), three.substring(three.lastIndexOf('|')));
      String port = two.substring(two.lastIndexOf('|') + 1);
      assertTrue(two.endsWith("|" + port + "|" + port), two);
      String one = insula.get("one." + isolation + ".test", "/").text();
      assertTrue(one.contains("|[one]|of one|"), one);
    }
  }

  @Test
  void reloadsUnderLoadLoseNoRequestAndLeaveNoLoader() throws Exception {
    try (Load load = Load.gentle(insula.port(), "one.classloader.test", "two.classloader.test")) {
      for (int i = 0; i < RELOADS; i++) {
        String mark = "r" + i;
        insula.rewrite(manifest(mark));
        Insula.Result reload = insula.command("reload");
        assertEquals(0, reload.status(), reload.output());
        assertTrue(insula.get("one.classloader.test", "/").text().startsWith(mark + "|"));
      }
      load.finish();
      assertTrue(load.answers() > RELOADS, "only " + load.answers() + " answers");
      assertEquals(List.of(), load.failures());
    }
    Await.until(
        PATIENCE,
        () -> "at most one old loader",
        () -> {
          insula.collectGarbage();
          String status = insula.command("status", "one-classloader", "--json").output();
          return status.contains("\"retiring\":0")
              && (status.contains("\"leftInMemory\":0") || status.contains("\"leftInMemory\":1"));
        });
  }
}
