package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that nobody uses is stopped, the next request starts it, and none is lost in between. */
class IdleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SITES = List.of("inside", "daemon", "django", "program");

  /** Requests that are sent around the moment at which a site is stopped. */
  private static final int CLOSE_CALLS = 15;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path classes = Sites.teller(folder);
    Path alpha = Sites.django(folder, "alpha");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        defaults: {timeouts: {idle: 1s}}
        sites:
          inside: {hosts: [inside.test], java: site.Teller, path: %1$s}
          daemon: {hosts: [daemon.test], java: site.Teller, path: %1$s, isolation: process}
          django: {hosts: [django.test], wsgi: "alpha.wsgi:application", path: %2$s, settings: alpha.settings}
          program: {hosts: [program.test], command: [python3, %3$s, "${port}"]}
        """
            .formatted(classes, alpha, Program.write(folder)));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String path(String site) {
    return site.equals("django") ? "/who" : "/";
  }

  private static void awaitIdle(String site) {
    Await.until(
        PATIENCE,
        () -> site + " is idle",
        () -> insula.command("status", site, "--json").output().contains("\"state\":\"idle\""));
  }

  @Test
  void everyKindOfSiteIsStoppedWhenUnusedAndStartedByTheNextRequest() throws IOException {
    for (String site : SITES) {
      awaitIdle(site);
      String status = insula.command("status", site, "--json").output();
      assertTrue(status.contains("\"pids\":[]"), status);
      assertEquals(200, insula.get(site + ".test", path(site)).status(), site);
    }
  }

  @Test
  void aSiteInUseIsNotStopped() throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    String pid = insula.get("program.test", "/pid").text();
    while (System.nanoTime() < end) {
      // Each takes a second, so that the site is in use without a request that ends.
      assertEquals("slow", insula.get("program.test", "/slow").text());
    }
    assertEquals(pid, insula.get("program.test", "/pid").text());
  }

  @Test
  void noRequestIsLostAtTheMomentOfTheStop() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed: " + seed);
    List<String> failures = new CopyOnWriteArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (String site : SITES) {
      for (int caller = 0; caller < 2; caller++) {
        long own = seed + callers.size();
        callers.add(Thread.ofVirtual().start(() -> callClosely(site, own, failures)));
      }
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(List.of(), failures, "seed " + seed);
    for (String site : List.of("inside", "program")) {
      String status = insula.command("status", site, "--json").output();
      assertTrue(!status.contains("\"generation\":1,"), "it was never stopped: " + status);
    }
  }

  /** Comes again after about the time that makes the site idle, now a little less, now more. */
  private void callClosely(String site, long seed, List<String> failures) {
    var random = new java.util.Random(seed);
    for (int i = 0; i < CLOSE_CALLS; i++) {
      LockSupport.parkNanos(pause(random));
      try {
        int status = insula.get(site + ".test", path(site)).status();
        if (status != 200) {
          failures.add(site + ": " + status);
        }
      } catch (IOException e) {
        failures.add(site + ": " + e);
      }
    }
  }

  private static long pause(RandomGenerator random) {
    return Duration.ofMillis(990).toNanos() + random.nextLong(Duration.ofMillis(140).toNanos());
  }
}
