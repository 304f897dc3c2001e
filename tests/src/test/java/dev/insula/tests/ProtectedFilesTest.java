package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files and redirects that the front serves, below paths that Django's own users may see: the
 * functions are those that Django ships for mod_wsgi (promise 7).
 */
class ProtectedFilesTest {
  private static final String GROUPS = "django.contrib.auth.handlers.modwsgi:groups_for_user";
  private static final String CHECK = "django.contrib.auth.handlers.modwsgi:check_password";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  /** Tells the password that it is sent, and who the front says it is. */
  @SuppressWarnings("NullAway.Init")
  private static HttpServer behind;

  @BeforeAll
  static void start() throws IOException {
    Path alpha = Sites.django(folder, "alpha");
    Path beta = Sites.django(folder, "beta");
    Sites.python(alpha.resolve("manage.py").toString(), "migrate");
    Files.copy(alpha.resolve("db.sqlite3"), beta.resolve("db.sqlite3"));
    users(
        alpha,
        "ann = User.objects.create_user('ann', password='pw')",
        "ann.groups.add(Group.objects.create(name='agents'))",
        "User.objects.create_user('bob', password='pw')",
        "User.objects.create_user('eve', password='pw', is_active=False)");
    users(beta, "User.objects.create_user('cid', password='pw')");
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/plan.txt"), "the plan\n");
    behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    behind.createContext("/", ProtectedFilesTest::tell);
    behind.start();
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest(alpha, beta));
    insula = Insula.run(manifest);
  }

  private static void tell(HttpExchange exchange) throws IOException {
    try (exchange) {
      var fields = exchange.getRequestHeaders();
      String sent =
          "sent "
              + fields.getFirst("Authorization")
              + " of "
              + fields.getFirst("X-Insula-Remote-User");
      byte[] told = sent.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, told.length);
      exchange.getResponseBody().write(told);
    }
  }

  private static void users(Path project, String... lines) throws IOException {
    String program =
        "from django.contrib.auth.models import User, Group\n" + String.join("\n", lines);
    Sites.python(project.resolve("manage.py").toString(), "shell", "-c", program);
  }

  private static String manifest(Path alpha, Path beta) {
    String rule = "check: \"" + CHECK + "\", groups: \"" + GROUPS + "\"";
    return """
    sites:
      alpha:
        hosts: [alpha.test]
        wsgi: alpha.wsgi
        path: %1$s
        static: {/files/: files, /agents/: files, /open/: files}
        mounts:
          /moved: {redirect: "https://elsewhere.test/"}
          /behind: {proxy: "http://127.0.0.1:%4$d"}
          /beside: {proxy: "http://127.0.0.1:%4$d"}
        auth:
          /files/: {realm: Staff, %3$s}
          /moved: {realm: Staff, %3$s}
          /behind: {realm: Staff, %3$s}
          /agents/: {realm: Agents, %3$s, require: {group: agents}}
      beta:
        hosts: [beta.test]
        wsgi: beta.wsgi
        path: %2$s
        static: {/files/: files}
        auth: {/files/: {realm: Staff, %3$s}}
    """
        .formatted(alpha, beta, rule, behind.getAddress().getPort());
  }

  @AfterAll
  static void stop() throws IOException {
    behind.stop(0);
    insula.close();
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void thePasswordOfTheSitesUserIsNotPassedOnToAServerBehindIt() throws IOException {
    assertEquals(
        "sent null of null", insula.get("alpha.test", "/behind/x", basic("ann", "pw")).text());
    assertEquals(401, insula.get("alpha.test", "/behind/x", basic("ann", "bad")).status());
    // Where no rule of the site's is, the password is for whoever is there.
    String other = insula.get("alpha.test", "/beside/x", basic("ann", "pw")).text();
    assertEquals("sent Basic YW5uOnB3 of null", other);
  }

  @Test
  void aServerBehindTheSiteIsNotToldWhoHasSignedInThere() throws IOException {
    String spoofed = "X-Insula-Remote-User: root";
    for (String user : new String[] {"ann", "bob"}) {
      String told = insula.get("alpha.test", "/behind/x", basic(user, "pw"), spoofed).text();
      assertEquals("sent null of null", told);
    }
    assertEquals("sent null of null", insula.get("alpha.test", "/beside/x", spoofed).text());
  }

  @ParameterizedTest
  @CsvSource({
    "alpha.test, /files/plan.txt, ann, pw, 200",
    "alpha.test, /files/plan.txt, bob, pw, 200",
    "alpha.test, /files/plan.txt, ann, bad, 401",
    "alpha.test, /files/plan.txt, nobody, pw, 401",
    "alpha.test, /files/plan.txt, eve, pw, 401",
    "alpha.test, /files/missing.txt, ann, pw, 404",
    "alpha.test, /files/missing.txt, ann, bad, 401",
    "alpha.test, /agents/plan.txt, ann, pw, 200",
    "alpha.test, /agents/plan.txt, bob, pw, 403",
    "alpha.test, /moved/x, ann, pw, 301",
    "alpha.test, /moved/x, ann, bad, 401",
    "beta.test, /files/plan.txt, ann, pw, 401",
    "beta.test, /files/plan.txt, cid, pw, 200",
    "alpha.test, /files/plan.txt, cid, pw, 401",
  })
  void theSitesOwnUsersSeeWhatIsTheirs(
      String host, String path, String user, String password, int status) throws IOException {
    assertEquals(status, insula.get(host, path, basic(user, password)).status());
  }

  @Test
  void aFileIsServedAsAnyOtherOnceItsReaderIsKnown() throws IOException {
    Http.Reply reply = insula.get("alpha.test", "/files/plan.txt", basic("ann", "pw"));
    assertEquals("the plan\n", reply.text());
    String tag = reply.header("etag").orElseThrow();
    try (Http http = new Http(insula.port())) {
      for (int i = 0; i < 3; i++) {
        assertEquals(
            304,
            http.get("alpha.test", "/files/plan.txt", basic("ann", "pw"), "If-None-Match: " + tag)
                .status());
        Http.Reply head =
            http.exchange("HEAD", "alpha.test", "/files/plan.txt", new byte[0], basic("ann", "pw"));
        assertEquals("9", head.header("content-length").orElse(""));
      }
    }
  }

  @Test
  void whoIsNotKnownIsAskedForThePasswordOfTheRealm() throws IOException {
    Http.Reply reply = insula.get("alpha.test", "/agents/plan.txt");
    assertEquals(401, reply.status());
    assertTrue(reply.header("www-authenticate").orElse("").contains("Agents"));
    assertEquals(200, insula.get("alpha.test", "/open/plan.txt").status());
  }

  @ParameterizedTest
  @CsvSource({"/%66iles/plan.txt", "//files/plan.txt", "/files;x/plan.txt", "/files/%2e/plan.txt"})
  void noSpellingOfThePathGoesAround(String path) throws IOException {
    int status = insula.get("alpha.test", path).status();
    assertTrue(status >= 400, path + " answered " + status);
  }

  @Test
  void aBodyThatIsRefusedDoesNotHarmTheNextRequest() throws IOException {
    try (Http http = new Http(insula.port())) {
      byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
      assertEquals(401, http.exchange("POST", "alpha.test", "/moved/x", body).status());
    }
    assertEquals(200, insula.get("alpha.test", "/open/plan.txt").status());
  }

  @Test
  void theAccessLogNamesTheUser() throws IOException {
    insula.get("alpha.test", "/agents/plan.txt?logged", basic("ann", "pw"));
    String line = insula.accessLine("alpha", "?logged");
    assertTrue(line.contains(" - ann ["), line);
  }

  @Test
  void aRequestWaitsWhileTheProcessThatIsAskedStarts() throws IOException {
    String status = insula.command("status", "beta", "--json").output();
    long pid = Long.parseLong(status.replaceAll("(?s).*\"pids\":\\[(\\d+).*", "$1"));
    Insula.signal("KILL", pid);
    assertEquals(200, insula.get("beta.test", "/files/plan.txt", basic("cid", "pw")).status());
  }
}
