package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Java applications mounted in WSGI sites that have a user, a sandbox and sign-in of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedMountsTest {
  private static final String TOLD =
      """
      package site;
      import com.sun.net.httpserver.*;
      import java.nio.file.*;
      public class Told implements HttpHandler {
        public void handle(HttpExchange x) throws java.io.IOException {
          String uid = Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow().split("\\t")[1];
          String text = x.getPrincipal() + "|" + uid + "|" + System.getenv("KEY") + "|"
              + Files.isReadable(Path.of(System.getenv("OTHERS")));
          byte[] bytes = text.getBytes("UTF-8");
          x.sendResponseHeaders(200, bytes.length);
          x.getResponseBody().write(bytes);
          x.close();
        }
      }
      """;

  private static final String APPLICATION =
      """
      import os
      def application(environ, start_response):
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [f"{environ.get('REMOTE_USER')}|{os.getuid()}".encode()]

      def check(environ, user, password):
          return user == os.environ["USER_HERE"] and password == "pw"
      """;

  @TempDir private static Path home;

  // Set before all tests.
  @SuppressWarnings("NullAway.Init")
  private Insula insula;

  private boolean started;

  @BeforeAll
  void start() throws IOException {
    SharedHost.prepare(home, "Java applications beside Python in shared hosting");
    Path told = JavaSite.compile(home.resolve("told"), "Told", TOLD);
    Files.writeString(Files.createDirectory(home.resolve("code")).resolve("app.py"), APPLICATION);
    SharedHost.secret(home.resolve("alpha.key"), "hush alpha\n");
    SharedHost.secret(home.resolve("beta.key"), "hush beta\n");
    Path manifest =
        Files.writeString(
            home.resolve("insula.yaml"),
            """
            defaults: {path: code, timeouts: {start: 90s}}
            sites:
              alpha:
                hosts: [alpha.test]
                wsgi: app
                env: {USER_HERE: ann, OTHERS: %2$s/beta.key}
                secrets: {KEY: alpha.key}
                mounts: {/api: {java: site.Told, path: %1$s}, /open: {java: site.Told, path: %1$s}}
                auth: {/api: {check: "app:check"}}
              beta:
                hosts: [beta.test]
                wsgi: app
                env: {USER_HERE: bob, OTHERS: %2$s/alpha.key}
                secrets: {KEY: beta.key}
                network: none
                mounts: {/api: {java: site.Told, path: %1$s}}
                auth: {/: {check: "app:check"}}
            """
                .formatted(told, home));
    insula = SharedHost.run(manifest);
    started = true;
  }

  @AfterAll
  void stop() throws IOException {
    if (started) {
      insula.close();
    }
  }

  private Http.Reply ask(String site, String path, String user) throws IOException {
    byte[] pair = (user + ":pw").getBytes(StandardCharsets.UTF_8);
    String said = "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    return insula.get(site + ".test", path, said);
  }

  private String uid(String site) throws IOException {
    return SharedHost.user(insula, site);
  }

  @Test
  void theMountIsToldWhoHasSignedInAndRunsAsTheSitesUser() throws IOException {
    String alpha = "Restricted:ann|" + uid("alpha") + "|hush alpha|false";
    assertEquals(alpha, ask("alpha", "/api/", "ann").text());
    String beta = "Restricted:bob|" + uid("beta") + "|hush beta|false";
    assertEquals(beta, ask("beta", "/api/", "bob").text());
    assertNotEquals(uid("alpha"), uid("beta"));
  }

  @Test
  void oneSitesUserIsNobodyInTheOther() throws IOException {
    assertEquals(401, ask("alpha", "/api/", "bob").status());
    assertEquals(401, ask("beta", "/api/", "ann").status());
    assertEquals(401, ask("beta", "/", "ann").status());
  }

  @Test
  void whatIsOpenIsToldNobodyAndPythonIsToldTheSame() throws IOException {
    assertTrue(ask("alpha", "/open/", "ann").text().startsWith("null|"));
    assertEquals("bob|" + uid("beta"), ask("beta", "/", "bob").text());
  }
}
