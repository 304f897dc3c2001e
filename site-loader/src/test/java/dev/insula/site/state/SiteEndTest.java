package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteEndTest {
  @TempDir private Path directory = Path.of("");

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private TestSite site;

  @BeforeEach
  void start() {
    site = new TestSite("alpha", directory, true);
  }

  // The site's class is another one than the test's: only types of the JDK are shared.
  @SuppressWarnings("unchecked")
  private Callable<String> code(String name) {
    var ends = (Function<String, Map<String, Callable<String>>>) site.make("dev.insula.probe.Ends");
    return ends.apply("").getOrDefault(name, () -> "no such code");
  }

  @Test
  void exitEndsTheSiteAndNothingElse() {
    SiteExit exit = assertThrows(SiteExit.class, () -> code("exit").call());
    assertEquals(3, exit.status());
    assertEquals(List.of(3), site.exits);
    assertEquals(Optional.of(new Exit(3, false)), site.state.exit());
  }

  @Test
  void exitOfRuntimeAndByReflectionAreTheSame() {
    assertThrows(SiteExit.class, () -> code("runtime exit").call());
    assertEquals(List.of(4), site.exits);
    var thrown = assertThrows(Exception.class, () -> code("exit by reflection").call());
    assertTrue(thrown.getCause() instanceof SiteExit, "cause: " + thrown.getCause());
  }

  @Test
  void swallowingTheErrorDoesNotUndoTheExit() throws Exception {
    assertTrue(code("swallowed exit").call().contains("alpha"));
    assertEquals(Optional.of(new Exit(6, false)), site.state.exit());
  }

  @Test
  void theFirstExitWins() {
    assertThrows(SiteExit.class, () -> code("exit").call());
    assertThrows(SiteExit.class, () -> code("halt").call());
    assertEquals(List.of(3), site.exits);
    assertEquals(Optional.of(new Exit(3, false)), site.state.exit());
  }

  @Test
  void hooksRunOnceWhenTheSiteEnds() throws Exception {
    assertEquals("added", code("add hook").call());
    assertEquals("", site.out());
    assertEquals(List.of(), site.state.runShutdownHooks(Duration.ofSeconds(10)));
    assertEquals(List.of(), site.state.runShutdownHooks(Duration.ofSeconds(10)));
    assertEquals("hook ran\n", site.out());
    assertThrows(IllegalStateException.class, () -> code("add hook").call());
  }

  // One site's code object, so that the hook that is removed is the one that was added.
  @SuppressWarnings("unchecked")
  @Test
  void aRemovedHookDoesNotRun() throws Exception {
    var ends =
        ((Function<String, Map<String, Callable<String>>>) site.make("dev.insula.probe.Ends"))
            .apply("");
    for (String step : List.of("add hook", "remove hook")) {
      assertFalse(TestSite.answer(ends.getOrDefault(step, () -> "")).startsWith("failed"));
    }
    site.state.runShutdownHooks(Duration.ofSeconds(10));
    assertEquals("", site.out());
  }

  @Test
  void afterHaltNoHookRuns() throws Exception {
    code("add hook").call();
    assertThrows(SiteExit.class, () -> code("halt").call());
    site.state.runShutdownHooks(Duration.ofSeconds(10));
    assertEquals("", site.out());
  }

  @Test
  void reflectionRefusesWhatWouldHaltTheJvm() {
    assertThrows(NoSuchMethodException.class, () -> code("halt by reflection").call());
  }

  @Test
  void uncaughtErrorsGoToTheSitesErrAndExitsAreSilent() {
    Thread thread = new Thread("worker");
    site.state.uncaught(thread, new IllegalStateException("broken"));
    site.state.uncaught(thread, new SiteExit("alpha", 0));
    assertTrue(site.err().startsWith("Exception in thread \"worker\" java.lang.IllegalState"));
    assertFalse(site.err().contains("SiteExit"));
  }

  @Test
  void releaseLetsGoOfEverythingAndMayMeetLateCalls() {
    site.call("dev.insula.probe.WhoAmI");
    site.probes();
    site.state.management().platformServer();
    site.state.logging().manager();
    site.state.release();
    assertEquals(
        0,
        site.state.management().platformServer().queryNames(null, null).stream()
            .filter(name -> name.getDomain().equals("probe"))
            .count());
    assertTrue(site.state.logging().logger("late").getHandlers().length == 0);
  }
}
