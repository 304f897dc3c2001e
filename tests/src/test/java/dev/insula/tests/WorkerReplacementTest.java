package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are stuck, or have worked enough, give way to fresh ones. */
class WorkerReplacementTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String APPLICATION =
      """
      import os, time
      def oversleep():
          time.sleep(600)
      def application(environ, start_response):
          if environ["PATH_INFO"] == "/sleep":
              oversleep()
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [str(os.getpid()).encode()]
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("app.py"), APPLICATION);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        defaults: {path: ., timeouts: {request: 2s}}
        sites:
          lean: {hosts: [lean.test], wsgi: app}
          gunicorn: {hosts: [gunicorn.test], wsgi: app, python: {server: gunicorn}}
          uwsgi: {hosts: [uwsgi.test], wsgi: app, python: {server: uwsgi}}
          other: {hosts: [other.test], wsgi: app, timeouts: {request: 60s}}
          counted: {hosts: [counted.test], wsgi: app, timeouts: {request: 60s}, recycle: {requests: 50}}
          aged: {hosts: [aged.test], wsgi: app, timeouts: {request: 60s}, recycle: {after: 10s}}
        """);
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String worker(String host) throws IOException {
    return insula.get(host, "/").text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lean", "gunicorn", "uwsgi"})
  void aStuckWorkerIsReplacedAndTheLogSaysWhereItWas(String server) throws IOException {
    String host = server + ".test";
    String before = worker(host);
    try (Load load = new Load(insula.port(), "other.test")) {
      assertEquals(504, insula.get(host, "/sleep").status());
      Await.until(
          PATIENCE, () -> "another worker than " + before, () -> !worker(host).equals(before));
      load.finish();
      assertEquals("[]", load.failures().toString());
      assertTrue(load.answers() > 0);
    }
    Await.until(
        PATIENCE,
        () -> "a stack trace in " + server + "'s log",
        () -> Files.readString(insula.log(server)).contains("in oversleep"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"counted", "aged"})
  void aWorkerThatHasDoneEnoughGivesWayAndLosesNothing(String site) throws IOException {
    String host = site + ".test";
    String before = worker(host);
    try (Load load = new Load(insula.port(), host)) {
      Await.until(
          PATIENCE, () -> "another worker than " + before, () -> !worker(host).equals(before));
      load.finish();
      assertEquals("[]", load.failures().toString());
    }
  }
}
