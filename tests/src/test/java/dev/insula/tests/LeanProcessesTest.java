package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A Django site in several lean processes that share one socket; each is replaced by itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeanProcessesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PIDS = Pattern.compile("(?s).*\"pids\":\\[([0-9,]*)].*");
  private static final String VIEWS =
      """

      import time
      def oversleep(request):
          time.sleep(600)
      urlpatterns += [path('sleep', oversleep)]
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path alpha = Sites.django(folder, "alpha");
    Sites.append(alpha.resolve("alpha/urls.py"), VIEWS);
    Sites.python("-m", "venv", "--system-site-packages", "--without-pip", folder + "/venv");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        defaults: {path: %s, processes: 3, threads: 2}
        sites:
          django: {hosts: [django.test], wsgi: alpha.wsgi, timeouts: {request: 2s, drain: 1s}, health: {path: /who, every: 1s}}
          worn: {hosts: [worn.test], wsgi: alpha.wsgi, recycle: {requests: 40}}
          venv: {hosts: [venv.test], wsgi: alpha.wsgi, python: {venv: venv}}
          other: {hosts: [other.test], wsgi: alpha.wsgi, processes: 1}
        """
            .formatted(alpha));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String status(String site) throws IOException {
    return insula.command("status", site, "--json").output();
  }

  private static List<Long> pids(String site) throws IOException {
    var found = PIDS.matcher(status(site));
    assertTrue(found.matches(), () -> "no pids of " + site);
    return Pattern.compile(",").splitAsStream(found.group(1)).map(Long::valueOf).toList();
  }

  /** All but the head. */
  private static Set<Long> members(String site) throws IOException {
    return pids(site).stream().skip(1).collect(Collectors.toCollection(TreeSet::new));
  }

  private static long answering(String host) throws IOException {
    String text = insula.get(host, "/who").text();
    return Long.parseLong(text.replaceAll(".*pid=(\\d+).*", "$1"));
  }

  private static void awaitThree(String site, long without) {
    Await.until(
        PATIENCE,
        () -> "three members of " + site + " without " + without,
        () -> isThreeWithout(without, members(site)));
  }

  private static boolean isThreeWithout(long one, Set<Long> now) {
    return now.size() == 3 && !now.contains(one);
  }

  private static boolean isThreeOthersThan(Set<Long> before, Set<Long> now) {
    return now.size() == 3 && !now.equals(before);
  }

  @Test
  @Order(1)
  void statusListsEveryProcessAndTheirMemory() throws IOException {
    String status = status("django");
    assertTrue(status.contains("\"server\":\"lean (forked)\""), status);
    assertTrue(status.matches("(?s).*\"memory\":[1-9][0-9]{6,}.*"), status);
    assertEquals(3, members("django").size());
    assertTrue(members("django").contains(answering("django.test")));
  }

  @Test
  @Order(2)
  void aKilledProcessIsReplacedWhileItsSiblingsGoOn() throws IOException {
    long killed = answering("django.test");
    long head = pids("django").getFirst();
    try (Load load = new Load("/who", insula.port(), "django.test", "other.test")) {
      Insula.signal("KILL", killed);
      awaitThree("django", killed);
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    assertEquals(head, pids("django").getFirst());
    assertTrue(status("django").contains("\"starts\":1,"), status("django"));
  }

  @Test
  @Order(3)
  void onlyTheStuckProcessIsReplacedAndTheLogSaysWhereItWas() throws IOException {
    Set<Long> before = members("django");
    long head = pids("django").getFirst();
    assertEquals(504, insula.get("django.test", "/sleep").status());
    Await.until(
        PATIENCE,
        () -> "one of " + before + " was replaced",
        () -> isThreeOthersThan(before, members("django")));
    Set<Long> stayed = members("django");
    stayed.retainAll(before);
    assertEquals(2, stayed.size());
    assertEquals(head, pids("django").getFirst());
    assertTrue(Files.readString(insula.log("django")).contains("in oversleep"));
  }

  @Test
  @Order(4)
  void wornProcessesGiveWayOneByOneAndNoRequestIsLost() throws IOException {
    Set<Long> before = members("worn");
    long head = pids("worn").getFirst();
    try (Load load = new Load("/who", insula.port(), "worn.test")) {
      Await.until(
          PATIENCE,
          () -> "all of " + before + " have left",
          () -> members("worn").stream().noneMatch(before::contains));
      load.finish();
      assertEquals(List.of(), load.failures());
    }
    assertEquals(head, pids("worn").getFirst());
  }

  @Test
  @Order(5)
  void aVirtualEnvironmentHasItsOwnInterpreterInEveryProcess() throws IOException {
    String status = status("venv");
    assertTrue(status.contains("\"server\":\"lean\""), status);
    assertFalse(status.contains("(forked)"), status);
    assertEquals(3, members("venv").size());
    long killed = answering("venv.test");
    Insula.signal("KILL", killed);
    awaitThree("venv", killed);
    assertTrue(members("venv").contains(answering("venv.test")));
  }

  @Test
  @Order(6)
  void aStopEndsAllOfThem() throws IOException {
    List<Long> all = pids("django");
    assertEquals(0, insula.command("stop", "django").status());
    Await.until(
        PATIENCE,
        () -> "none of " + all + " is there",
        () -> all.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    assertEquals(200, insula.get("other.test", "/who").status());
  }
}
