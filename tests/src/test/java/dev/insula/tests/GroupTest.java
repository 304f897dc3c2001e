package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises 1 and 4 for sites that share one daemon process. */
class GroupTest {
  private static final Pattern PID = Pattern.compile("\"pids\":\\[(\\d+)");
  private static final Pattern GENERATION = Pattern.compile("\"generation\":(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> MEMBERS = List.of("one", "two", "three");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path classes;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Insula insula;

  @BeforeEach
  void start() throws IOException {
    classes = JavaSite.compile(folder, "Member", MEMBER);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest("first", ""));
    insula = Insula.run(manifest);
  }

  private static final String MEMBER =
      """
      package site;
      import com.sun.net.httpserver.*;
      public class Member implements HttpHandler {
        private static int count;
        public void handle(HttpExchange exchange) throws java.io.IOException {
          if (exchange.getRequestURI().getPath().equals("/exit")) System.exit(3);
          if (exchange.getRequestURI().getPath().equals("/count")) count++;
          System.setProperty("last", System.getenv("MARK"));
          byte[] text = (System.getenv("MARK") + "|" + System.getProperty("settings.module") + "|"
              + System.getProperty("last") + "|" + count + "|" + System.getProperty("user.dir")).getBytes();
          System.out.println("seen by " + System.getenv("MARK"));
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        }
      }
      """;

  private String manifest(String mark, String jvm) {
    var text = new StringBuilder("sites:\n");
    for (String name : MEMBERS) {
      text.append(
          """
            %1$s:
              hosts: [%1$s.test]
              java: site.Member
              path: %2$s
              isolation: process
              process: {group: acme}
              settings: %1$s.settings
              env: {MARK: %3$s}
              jvm: [%4$s]
          """
              .formatted(name, classes, name.equals("one") ? mark : name, jvm));
    }
    return text.toString();
  }

  @AfterEach
  void stop() throws IOException {
    insula.close();
  }

  private Set<String> pids() {
    return MEMBERS.stream().map(name -> insula.status(name, PID)).collect(Collectors.toSet());
  }

  @Test
  void membersShareOneProcessAndNothingElse() throws IOException {
    assertEquals(1, pids().size(), pids()::toString);
    assertNotEquals(Set.of(Long.toString(insula.pid())), pids());
    insula.get("two.test", "/count");
    assertTrue(insula.get("one.test", "/").text().startsWith("first|one.settings|first|0|"));
    assertTrue(insula.get("two.test", "/").text().startsWith("two|two.settings|two|1|"));
    assertTrue(Files.readString(insula.log("two")).contains("seen by two"));
    assertTrue(!Files.readString(insula.log("two")).contains("seen by first"));
    String table = insula.command("status").output();
    assertTrue(table.contains("process (group acme)"), table);
    String explained = insula.command("explain", "http://one.test/").output();
    assertTrue(explained.contains("process.group") && explained.contains("acme"), explained);
  }

  @Test
  void aMembersReloadRestartAndExitTouchOnlyThisMember() throws Exception {
    Set<String> before = pids();
    try (Load load = new Load(insula.port(), "two.test", "three.test")) {
      insula.rewrite(manifest("second", ""));
      Insula.Result reload = insula.command("reload");
      assertTrue(reload.output().contains("two: unchanged"), reload.output());
      assertTrue(insula.get("one.test", "/").text().startsWith("second|"));
      assertEquals(0, insula.command("restart", "one").status());
      int answered = insula.get("one.test", "/exit").status();
      assertTrue(answered >= 500, "answered " + answered);
      Await.until(PATIENCE, () -> "one is back", () -> insula.get("one.test", "/").status() == 200);
      load.finish();
      assertTrue(load.answers() > 0);
      assertEquals(List.of(), load.failures());
    }
    assertEquals(before, pids());
    assertEquals("1", insula.status("two", GENERATION));
  }

  @Test
  void aKilledProcessBringsAllMembersBackInOneNewOne() throws Exception {
    String before = insula.status("one", PID);
    Insula.signal("KILL", Long.parseLong(before));
    Await.until(PATIENCE, () -> "the death was noticed", () -> !pids().contains(before));
    for (String name : MEMBERS) {
      assertEquals(200, insula.get(name + ".test", "/").status());
    }
    assertEquals(1, pids().size(), pids()::toString);
  }

  @Test
  void otherOptionsOfTheJvmMoveTheWholeGroupWithoutALoss() throws Exception {
    String before = insula.status("one", PID);
    try (Load load = new Load(insula.port(), "one.test", "two.test")) {
      insula.rewrite(manifest("first", "-Xmx96m"));
      Insula.Result reload = insula.command("reload");
      assertEquals(0, reload.status(), reload.output());
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    assertEquals(1, pids().size(), pids()::toString);
    assertTrue(!pids().contains(before));
    Await.until(
        PATIENCE,
        () -> "the old process has ended",
        () ->
            Stream.of(before)
                .map(Long::parseLong)
                .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
  }
}
