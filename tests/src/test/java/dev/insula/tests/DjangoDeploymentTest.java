package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

/** What Django's deployment pages name: middleware, mounts, users, static files, uploads, drift. */
class DjangoDeploymentTest {
  private static final String OTHER_APPLICATION =
      """
      def application(environ, start_response):
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [("script=%s path=%s" % (environ["SCRIPT_NAME"], environ["PATH_INFO"])).encode()]
      """;

  private static final String MIDDLEWARE =
      """
      class Stamp:
          def __init__(self, application):
              self.application = application
          def __call__(self, environ, start_response):
              def stamped(status, headers, exc_info=None):
                  return start_response(status, headers + [("X-Stamp", "stamped")], exc_info)
              return self.application(environ, stamped)
      """;

  private static final String USERS =
      """
      import os
      USERS = {"alpha": {"ann": "pw", "bob": "pw"}, "beta": {"cid": "pw"}}[os.environ["SITE"]]
      def check_password(environ, user, password):
          known = USERS.get(user)
          return None if known is None else known == password
      def groups_for_user(environ, user):
          return [b"agents"] if user == "ann" else []
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path alpha = Sites.django(folder, "alpha");
    Path beta = Sites.django(folder, "beta");
    for (Path project : new Path[] {alpha, beta}) {
      Files.writeString(project.resolve("other.py"), OTHER_APPLICATION);
      Files.writeString(project.resolve("stamp.py"), MIDDLEWARE);
      Files.writeString(project.resolve("users.py"), USERS);
    }
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/style.css"), "body {}\n");
    Files.writeString(folder.resolve("secret.txt"), "not for you\n");
    Path drift = Files.createDirectories(folder.resolve("drift"));
    Files.writeString(
        drift.resolve("drifting.py"),
        "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'other.settings'\n" + OTHER_APPLICATION);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest(alpha, beta));
    insula = Insula.run(manifest);
  }

  private static String manifest(Path alpha, Path beta) {
    return """
    sites:
      alpha:
        hosts: [alpha.test]
        wsgi: django
        path: %1$s
        settings: alpha.settings
        env: {SITE: alpha}
        middleware: ["stamp:Stamp"]
        mounts: {/api: {wsgi: "other:application"}, /moved: {redirect: "https://elsewhere.test/"}}
        static: {/static/: files, /private/: files}
        auth: {/private/: {realm: Staff, check: "users:check_password"}, /who: {realm: Staff, check: "users:check_password", groups: "users:groups_for_user", require: {group: agents}}}
      beta:
        hosts: [beta.test]
        wsgi: beta.wsgi
        path: %2$s
        env: {SITE: beta}
        python: {server: gunicorn}
        processes: 2
        auth: {/who: {realm: Staff, check: "users:check_password"}}
      drifting: {hosts: [drifting.test], wsgi: drifting, path: drift, settings: alpha.settings}
      files: {hosts: [files.test], static: files}
      old: {hosts: [old.test], redirect: "https://alpha.test/"}
    """
        .formatted(alpha, beta);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @ParameterizedTest
  @CsvSource({
    "alpha.test, ann, pw, 200",
    "alpha.test, ann, bad, 401",
    "alpha.test, nobody, pw, 401",
    "alpha.test, bob, pw, 403",
    "alpha.test, cid, pw, 401",
    "beta.test, cid, pw, 200",
    "beta.test, ann, pw, 401",
  })
  void usersOfOneSiteAreNobodyInAnother(String host, String user, String password, int status)
      throws IOException {
    assertEquals(status, insula.get(host, "/who", basic(user, password)).status());
  }

  @Test
  void aProtectedPathAsksForAPassword() throws IOException {
    Http.Reply reply = insula.get("alpha.test", "/who");
    assertEquals(401, reply.status());
    assertTrue(reply.header("www-authenticate").orElse("").contains("Staff"));
  }

  @Test
  void theApplicationIsTheOneThatTheSettingsName() throws IOException {
    String answer = insula.get("alpha.test", "/who", basic("ann", "pw")).text();
    assertTrue(answer.startsWith("settings=alpha.settings "), answer);
  }

  @Test
  void middlewareWrapsTheApplication() throws IOException {
    Http.Reply reply = insula.get("alpha.test", "/zone");
    assertEquals("stamped", reply.header("x-stamp").orElse(""));
    assertEquals("UTC|UTC|alpha-key", reply.text());
  }

  @Test
  void aMountSeesItsOwnScriptName() throws IOException {
    assertEquals("script=/api path=/x", insula.get("alpha.test", "/api/x").text());
    assertEquals(404, insula.get("alpha.test", "/apix").status());
  }

  @Test
  void staticFilesAreServedByTheFrontAndNothingElseIs() throws IOException {
    Http.Reply style = insula.get("alpha.test", "/static/style.css");
    assertEquals("body {}\n", style.text());
    assertTrue(style.header("etag").isPresent());
    assertEquals(206, insula.get("files.test", "/style.css", "Range: bytes=0-3").status());
    for (String way : new String[] {"/static/../secret.txt", "/static/..%2fsecret.txt"}) {
      int status = insula.get("alpha.test", way).status();
      assertTrue(status >= 400, way + " answered " + status);
    }
  }

  @Test
  void aProtectedPathIsNotServedPastItsProtection() throws IOException {
    assertEquals(401, insula.get("alpha.test", "/private/style.css").status());
    assertEquals(401, insula.get("alpha.test", "/%70rivate/style.css").status());
  }

  @Test
  void redirectsKeepPathAndQuery() throws IOException {
    Http.Reply reply = insula.get("old.test", "/a/b?c=d");
    assertEquals(301, reply.status());
    assertEquals("https://alpha.test/a/b?c=d", reply.header("location").orElse(""));
    assertEquals(301, insula.get("alpha.test", "/moved/x").status());
  }

  @Test
  void anOverriddenSettingsModuleIsReported() throws IOException {
    String status = insula.command("status", "drifting", "--json").output();
    assertTrue(status.contains("other.settings"), status);
  }

  @Test
  void theServerAndItsProcessesAreShown() throws IOException {
    String status = insula.command("status", "beta", "--json").output();
    assertTrue(status.contains("\"server\":\"gunicorn/"), status);
    assertTrue(insula.command("status", "alpha", "--json").output().contains("(forked)"), status);
  }
}
