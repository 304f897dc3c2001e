package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java applications below a path of another application: of Java, of a WAR, of Python. */
class JavaMountsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String TOLD =
      """
      package site;
      import com.sun.net.httpserver.*;
      public class Told implements HttpHandler {
        static int served;
        public static Told other() { return new Told(); }
        public void handle(HttpExchange x) throws java.io.IOException {
          served++;
          String text = switch (x.getRequestURI().getQuery() == null ? "" : x.getRequestURI().getQuery()) {
            case "served" -> String.valueOf(served);
            case "user" -> x.getPrincipal() + "|" + x.getRequestHeaders().getFirst("Authorization")
                + "|" + x.getRequestHeaders().getFirst("X-Insula-Remote-User");
            case "pid" -> String.valueOf(ProcessHandle.current().pid());
            default -> x.getHttpContext().getPath() + "|" + x.getRequestURI() + "|" + System.getenv("WHO")
                + "|" + System.getenv("KEY") + "|" + System.getProperty("settings.module");
          };
          byte[] bytes = text.getBytes("UTF-8");
          x.sendResponseHeaders(200, bytes.length);
          x.getResponseBody().write(bytes);
          x.close();
        }
      }
      """;

  private static final String PAGE =
      """
      package site;
      import jakarta.servlet.http.*;
      @jakarta.servlet.annotation.WebServlet("/*")
      public class Page extends HttpServlet {
        public static boolean check(String user, String password) { return user.equals("ann") && password.equals("pw"); }
        public Page ofAnInstance() { return new Page(); }
        public static class Broken extends Page {
          static { if (true) throw new IllegalStateException("no database"); }
        }
        protected void doGet(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException {
          r.setCharacterEncoding("UTF-8");
          if ("user".equals(q.getQueryString())) {
            r.getWriter().print(q.getRemoteUser() + "|" + (q.getUserPrincipal() == null ? null : q.getUserPrincipal().getName())
              + "|" + q.getAuthType() + "|" + q.getHeader("Authorization") + "|" + q.getHeader("X-Insula-Remote-User"));
            return;
          }
          r.getWriter().print(q.getContextPath() + "|" + q.getServletPath() + "|" + q.getPathInfo() + "|" + System.getenv("WHO"));
        }
      }
      """;

  private static final String APP =
      """
      def application(environ, start_response):
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [("python|" + environ["SCRIPT_NAME"] + "|" + environ["PATH_INFO"]).encode()]

      def check(environ, user, password):
          return user in ("ann", "jörg +1") and password == "pw"
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path told = JavaSite.compile(folder.resolve("told"), "Told", TOLD);
    Path page = JavaSite.compile(folder.resolve("page"), "Page", PAGE, Wars.servletApi());
    Path war = Wars.teller(folder);
    Path pages = Wars.of(folder.resolve("pages.war"), page);
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("app/app.py"), APP);
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/a.txt"), "a file");
    Files.writeString(folder.resolve("key.txt"), "hush\n");
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        defaults: {timeouts: {start: 90s}}
        sites:
          here:
            hosts: [here.test]
            java: site.Told
            path: %1$s
            settings: here.settings
            env: {WHO: env-here}
            mounts:
              /api: {java: "site.Told::other"}
              /api/deep: {java: site.Told}
              /api/files: {static: files}
              /api/files/live: {java: site.Told}
              /away: {redirect: "https://elsewhere.test/"}
          own:
            hosts: [own.test]
            java: site.Told
            path: %1$s
            isolation: process
            settings: own.settings
            env: {WHO: env-own}
            prefix: /shop
            mounts:
              /api: {java: "site.Told::other"}
              /api/files: {static: files}
          page:
            hosts: [page.test]
            java: site.Page
            path: %2$s
            env: {WHO: env-page}
            mounts: {/api: {java: site.Page}}
          web:
            hosts: [web.test]
            war: %3$s
            properties: {who: web}
            mounts: {/api: {java: site.Teller}}
          shop:
            hosts: [shop.test]
            war: %4$s
            env: {WHO: env-shop}
            prefix: /shop
            mounts:
              /sub: {war: %4$s}
              /api: {java: site.Page}
            auth: {/api: {check: "site.Page::check"}}
          instance: {hosts: [instance.test], war: %4$s, mounts: {/api: {java: "site.Page::ofAnInstance"}}}
          broken: {hosts: [broken.test], war: %4$s, mounts: {/api: {java: site.Page$Broken}}}
          nowhere: {hosts: [nowhere.test], war: %4$s, mounts: {/api: {java: site.Nowhere}}}
          mixed:
            hosts: [mixed.test]
            java: site.Told
            path: [%1$s, %2$s]
            mounts: {/api: {java: site.Page}}
          python:
            hosts: [python.test]
            wsgi: app
            path: app
            settings: python.settings
            env: {WHO: env-python}
            secrets: {KEY: key.txt}
            mounts:
              /api: {java: site.Told, path: %1$s}
              /closed: {java: "site.Told::other", path: %1$s}
            auth: {/closed: {check: "app:check"}}
          servlet:
            hosts: [servlet.test]
            wsgi: app
            path: app
            env: {WHO: env-servlet}
            prefix: /p
            mounts: {/api: {java: site.Page, path: %2$s}}
            auth: {/api/closed: {check: "app:check"}}
          missing:
            hosts: [missing.test]
            wsgi: app
            path: app
            mounts: {/api: {java: site.Nowhere, path: %1$s}}
        """
            .formatted(told, page, war, pages));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String get(String site, String path, String... headers) throws IOException {
    Http.Reply reply = insula.get(site + ".test", path, headers);
    assertEquals(200, reply.status(), reply::text);
    return reply.text();
  }

  private static String ann() {
    return basic("ann");
  }

  private static String basic(String user) {
    byte[] pair = (user + ":pw").getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @ParameterizedTest
  @CsvSource({
    "here, /x, /",
    "here, /apix, /",
    "here, /api, /api",
    "here, /api/x, /api",
    "here, /api/deep/x, /api/deep",
    "here, /api/files/live/x, /api/files/live",
    "own, /shop/apix, /shop",
    "own, /shop/api/x, /shop/api"
  })
  void theLongestPathDecidesAndIsTheHandlersContext(String site, String path, String context)
      throws IOException {
    assertEquals("%s|%s|env-%s|null|%3$s.settings".formatted(context, path, site), get(site, path));
  }

  @ParameterizedTest
  @CsvSource({"here, ''", "own, /shop"})
  void aMountLivesInTheLoaderOfItsSite(String site, String prefix) throws IOException {
    int before = Integer.parseInt(get(site, prefix + "/?served"));
    assertEquals(before + 1, Integer.parseInt(get(site, prefix + "/api/?served")));
  }

  @Test
  void theFrontServesItsOwnMountsOfJavaSites() throws IOException {
    assertEquals("a file", get("here", "/api/files/a.txt"));
    assertEquals("a file", get("own", "/shop/api/files/a.txt"));
    Http.Reply moved = insula.get("here.test", "/away/x");
    assertEquals(301, moved.status());
    assertEquals("https://elsewhere.test/away/x", moved.header("location").orElse(""));
  }

  @Test
  void belowAPrefixNothingElseIsFound() throws IOException {
    assertEquals(404, insula.get("own.test", "/api").status());
    assertEquals(404, insula.get("own.test", "/shopping").status());
  }

  @Test
  void aServletSeesItsMountAsContextPath() throws IOException {
    assertEquals("/api||/x/y|env-page", get("page", "/api/x/y"));
    assertEquals("||/apix|env-page", get("page", "/apix"));
  }

  @Test
  void aServletMountedInAWarSharesItsClassesAndNames() throws IOException {
    assertEquals("127.0.0.1|http|web.test|80|false|/api", get("web", "/api/client"));
    assertEquals("127.0.0.1|http|web.test|80|false|", get("web", "/tell/client"));
    assertEquals("hello from web.xml", get("web", "/api/jndi"));
    assertEquals("hello from web.xml", get("web", "/tell/jndi"));
  }

  @Test
  void aWarWithAllThatIsMountedInItLiesBelowItsPrefix() throws IOException {
    assertEquals("/shop||/x|env-shop", get("shop", "/shop/x"));
    assertEquals("/shop||/subx|env-shop", get("shop", "/shop/subx"));
    assertEquals("/shop/sub||/x|env-shop", get("shop", "/shop/sub/x"));
    assertEquals(401, insula.get("shop.test", "/shop/api/x").status());
    assertEquals("/shop/api||/x|env-shop", get("shop", "/shop/api/x", ann()));
    for (String path : new String[] {"/", "/sub", "/api", "/shopping"}) {
      assertEquals(404, insula.get("shop.test", path, ann()).status(), path);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "instance | site.Page::ofAnInstance is not static",
        "broken | site.Page$Broken cannot be made: java.lang.IllegalStateException: no database",
        "nowhere | the web application has no class site.Nowhere",
      })
  void aServletThatCannotBeMountedInAWarIsToldWithItsPath(String site, String sentence)
      throws IOException {
    String status = insula.command("status", site).output();
    assertTrue(status.contains("what is mounted at /api: " + sentence), status);
    assertEquals(503, insula.get(site + ".test", "/").status());
  }

  @Test
  void servletsAndHandlersInOneSiteAreRefusedByName() throws IOException {
    String status = insula.command("status", "mixed").output();
    String told =
        "site.Page, mounted at /api, is a servlet and site.Told is none; of one site's"
            + " application objects either all are servlets or none is";
    assertTrue(status.contains(told), status);
  }

  @Test
  void besidePythonTheSettingsAreTheSites() throws IOException {
    assertEquals("/api|/api/x|env-python|hush|python.settings", get("python", "/api/x"));
    assertEquals("python||/apix", get("python", "/apix"));
    assertEquals("/p/api||/x|env-servlet", get("servlet", "/p/api/x"));
    assertEquals("python|/p|/", get("servlet", "/p/"));
  }

  @Test
  void thePythonSitesUsersGuardWhatIsMountedBesideIt() throws IOException {
    assertEquals(401, insula.get("python.test", "/closed/x").status());
    String told = get("python", "/closed/x", ann());
    assertTrue(told.startsWith("/closed|/closed/x|"), told);
  }

  @Test
  void theHandlerIsToldWhoHasSignedInToThePythonSite() throws IOException {
    assertEquals("Restricted:ann|null|null", get("python", "/closed/?user", ann()));
    assertEquals("Restricted:jörg +1|null|null", get("python", "/closed/?user", basic("jörg +1")));
    assertTrue(get("python", "/api/?user").startsWith("null|"));
    String open = get("python", "/api/?user", ann());
    assertTrue(open.startsWith("null|Basic "), open);
  }

  @Test
  void theServletIsToldWhoHasSignedInToThePythonSite() throws IOException {
    assertEquals("ann|ann|BASIC|null|null", get("servlet", "/p/api/closed/x?user", ann()));
    assertEquals(
        "jörg +1|jörg +1|BASIC|null|null",
        get("servlet", "/p/api/closed/x?user", basic("jörg +1")));
    assertEquals("null|null|null|null|null", get("servlet", "/p/api/x?user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Insula-Remote-User", "x-insula-remote-USER"})
  void nobodyIsSignedInByTheirOwnWord(String field) throws IOException {
    String spoofed = field + ": root";
    assertEquals("null|null|null", get("python", "/api/?user", spoofed));
    assertEquals("Restricted:ann|null|null", get("python", "/closed/?user", ann(), spoofed));
    assertEquals(401, insula.get("python.test", "/closed/?user", spoofed).status());
    assertEquals("null|null|null|null|null", get("servlet", "/p/api/x?user", spoofed));
    assertEquals(400, insula.get("python.test", "/api/", "X_Insula_Remote_User: root").status());
    // Nor in Java sites that decide by their own rules.
    assertEquals("null|null|null", get("own", "/shop/?user", spoofed));
    assertEquals("null|null|null|null|null", get("shop", "/shop/x?user", spoofed));
  }

  @Test
  void aClassThatIsNotThereIsTold() throws IOException {
    String status = insula.command("status", "missing").output();
    assertTrue(status.contains("there is no class site.Nowhere on its path"), status);
    assertEquals(503, insula.get("missing.test", "/").status());
  }

  @Test
  void theJvmIsOfTheSitesProcessesAndItsDeathIsTheirs() throws IOException {
    String jvm = get("python", "/api/?pid");
    String status = insula.command("status", "python", "--json").output();
    assertTrue(status.contains(jvm), status);
    Insula.signal("KILL", Long.parseLong(jvm));
    // A request that the JVM was killed over may be a 502; those after it wait for the next one.
    Await.until(
        PATIENCE,
        () -> "another JVM answers",
        () -> {
          Http.Reply reply = insula.get("python.test", "/api/?pid");
          return reply.status() == 200 && !reply.text().equals(jvm);
        });
    assertNotEquals(jvm, get("python", "/api/?pid"));
    assertEquals("python||/", get("python", "/"));
  }
}
