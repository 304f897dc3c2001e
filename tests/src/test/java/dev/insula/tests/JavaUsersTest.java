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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java sites' own users, and what is wrapped around Java application objects (promise 7). Alpha and
 * beta are twins in one JVM; gamma is the same class in a process; delta and epsilon are a servlet
 * and a web application.
 */
class JavaUsersTest {
  private static final String DESK =
      """
      package site;
      import com.sun.net.httpserver.*;
      import java.io.IOException;
      import java.util.*;
      public class Desk implements HttpHandler {
        public static boolean check(String user, char[] password) {
          if (user.equals("thrower")) throw new IllegalStateException("no database");
          return List.of(System.getProperty("users").split(",")).contains(user + "=" + new String(password));
        }
        public static Collection<String> groups(String user) {
          return user.equals("ann") ? List.of("agents") : List.of();
        }
        public static class Stamp extends Filter {
          private final String mark;
          public Stamp(Map<String, String> given) { mark = given.get("mark"); }
          public void doFilter(HttpExchange x, Chain chain) throws IOException {
            x.getResponseHeaders().add("Stamp", mark);
            chain.doFilter(x);
          }
          public String description() { return mark; }
        }
        public void handle(HttpExchange x) throws IOException {
          var user = x.getPrincipal();
          byte[] text = (System.getProperty("users") + "|" + (user == null ? null : user.getUsername())
              + "|" + x.getResponseHeaders().get("Stamp") + "|" + x.getRequestHeaders().getFirst("Authorization")).getBytes();
          x.sendResponseHeaders(200, text.length);
          x.getResponseBody().write(text);
          x.close();
        }
      }
      """;

  private static final String WINDOW =
      """
      package site;
      import jakarta.servlet.*;
      import jakarta.servlet.annotation.WebServlet;
      import jakarta.servlet.http.*;
      import java.io.IOException;
      import java.util.*;
      @WebServlet("/*")
      public class Window extends HttpServlet {
        public static boolean check(String user, String password) {
          if (user.equals("thrower")) throw new IllegalStateException("no database");
          return List.of(System.getProperty("users").split(",")).contains(user + "=" + password);
        }
        public static Set<String> groups(String user) { return user.equals("ann") ? Set.of("agents") : Set.of(); }
        public static class Stamp extends HttpFilter {
          protected void doFilter(HttpServletRequest q, HttpServletResponse r, FilterChain chain) throws IOException, ServletException {
            r.addHeader("Stamp", getInitParameter("mark"));
            chain.doFilter(q, r);
          }
        }
        protected void doGet(HttpServletRequest q, HttpServletResponse r) throws IOException {
          r.getWriter().print(System.getProperty("users") + "|" + q.getRemoteUser() + "|" + r.getHeaders("Stamp")
              + "|" + q.getHeader("Authorization") + "|" + q.isUserInRole("agents") + "|" + q.getAuthType());
        }
      }
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path desk = JavaSite.compile(folder.resolve("desk"), "Desk", DESK);
    Path window = JavaSite.compile(folder.resolve("window"), "Window", WINDOW, Wars.servletApi());
    Path war = Wars.of(folder.resolve("window.war"), window);
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/plan.txt"), "the plan\n");
    String check = "check: \"site.Desk::check\"";
    String guarded =
        "static: {/files/: files}, auth: {/files/: {%1$s}, /desk: {realm: Desk, %1$s}}"
            .formatted(check);
    String more =
        """
        static: {/files/: files, /agents/files/: files}
            auth:
              /files/: {%1$s}
              /desk: {realm: Desk, %1$s}
              /agents/: {%1$s, groups: "site.Desk::groups", require: {group: agents}}
        """
            .formatted(check)
            .strip();
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          alpha:
            hosts: [alpha.test]
            java: site.Desk
            path: %1$s
            properties: {users: "ann=pw,bob=pw"}
            %3$s
            middleware: [{use: site.Desk$Stamp, with: {mark: outer}}, {use: site.Desk$Stamp, with: {mark: 2}}]
          beta: {hosts: [beta.test], java: site.Desk, path: %1$s, properties: {users: cid=pw}, %4$s}
          gamma: {hosts: [gamma.test], java: site.Desk, path: %1$s, properties: {users: dan=pw}, %4$s, isolation: process}
          delta:
            hosts: [delta.test]
            java: site.Window
            path: %2$s
            properties: {users: "ann=pw,eve=pw"}
            static: {/files/: files}
            mounts: {/api: {java: site.Window}}
            auth:
              /files/: {check: "site.Window::check"}
              /api: {check: "site.Window::check"}
              /agents: {check: "site.Window::check", groups: "site.Window::groups", require: {group: agents}}
            middleware: [{use: site.Window$Stamp, with: {mark: outer}}, {use: site.Window$Stamp, with: {mark: 2}}]
          epsilon:
            hosts: [epsilon.test]
            war: %5$s
            properties: {users: "eve=pw,bob=pw"}
            auth: {/: {check: "site.Window::check", groups: "site.Window::groups", require: {user: eve}}}
            middleware: [{use: site.Window$Stamp, with: {mark: only}}]
          wrong: {hosts: [wrong.test], java: site.Desk, path: %1$s, middleware: [site.Desk]}
          wrongwar: {hosts: [wrongwar.test], war: %5$s, middleware: [site.Window]}
          nobody: {hosts: [nobody.test], war: %5$s, auth: {/: {check: "site.Window::missing"}}}
        """
            .formatted(desk, window, more, guarded, war));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Http.Reply get(String site, String path, String user) throws IOException {
    return insula.get(site + ".test", path, basic(user, "pw"));
  }

  @ParameterizedTest
  @CsvSource({
    "alpha, /desk, ann, 200",
    "alpha, /desk, bob, 200",
    "alpha, /desk/x, cid, 401",
    "alpha, /files/plan.txt, ann, 200",
    "alpha, /files/plan.txt, cid, 401",
    "alpha, /files/missing, ann, 404",
    "alpha, /agents/files/plan.txt, ann, 200",
    "alpha, /agents/files/plan.txt, bob, 403",
    "alpha, /desk, thrower, 500",
    "alpha, /files/plan.txt, thrower, 500",
    "beta, /desk, cid, 200",
    "beta, /desk, ann, 401",
    "beta, /files/plan.txt, cid, 200",
    "beta, /files/plan.txt, ann, 401",
    "gamma, /desk, dan, 200",
    "gamma, /desk, ann, 401",
    "gamma, /files/plan.txt, dan, 200",
    "gamma, /files/plan.txt, cid, 401",
    "delta, /files/plan.txt, eve, 200",
    "delta, /files/plan.txt, bob, 401",
    "gamma, /files/plan.txt, thrower, 500",
    "delta, /files/plan.txt, thrower, 500",
    "delta, /agents, ann, 200",
    "delta, /agents, eve, 403",
    "delta, /api/x, eve, 200",
    "delta, /api/x, bob, 401",
    "delta, /api, thrower, 500",
    "epsilon, /, eve, 200",
    "epsilon, /, bob, 403",
    "epsilon, /, ann, 401",
  })
  void theSitesOwnUsersSeeWhatIsTheirs(String site, String path, String user, int status)
      throws IOException {
    assertEquals(status, get(site, path, user).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "alpha; /desk; ann; ann=pw,bob=pw|ann|[outer, 2]|null",
        "gamma; /desk; dan; dan=pw|dan|null|null",
        "delta; /agents/x; ann; ann=pw,eve=pw|ann|[outer, 2]|null|true|BASIC",
        "delta; /api/x; ann; ann=pw,eve=pw|ann|[]|null|false|BASIC",
        "epsilon; /x; eve; eve=pw,bob=pw|eve|[only]|null|false|BASIC",
      })
  void theApplicationIsToldWhoItIsInsideItsMiddleware(
      String site, String path, String user, String told) throws IOException {
    assertEquals(told, get(site, path, user).text());
  }

  @Test
  void whatNoRuleIsAboutIsOpenAndTellsNobody() throws IOException {
    assertEquals("ann=pw,bob=pw|null|[outer, 2]|null", insula.get("alpha.test", "/open").text());
    assertEquals(
        "ann=pw,eve=pw|null|[outer, 2]|null|false|null", insula.get("delta.test", "/open").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha", "gamma"})
  void whoIsNotKnownIsAskedForThePasswordOfTheRealm(String site) throws IOException {
    Http.Reply reply = insula.get(site + ".test", "/desk");
    assertEquals(401, reply.status());
    assertEquals(
        "Basic realm=\"Desk\", charset=\"UTF-8\"", reply.header("www-authenticate").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha", "gamma", "delta"})
  void aBodyThatIsRefusedDoesNotHarmTheNextRequest(String site) throws IOException {
    String path = site.equals("delta") ? "/agents" : "/desk";
    try (Http http = new Http(insula.port())) {
      byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
      assertEquals(401, http.exchange("POST", site + ".test", path, body).status());
    }
    assertEquals(200, get(site, "/files/plan.txt", site.equals("gamma") ? "dan" : "ann").status());
  }

  @ParameterizedTest
  @CsvSource({
    "alpha, /%66iles/plan.txt",
    "alpha, //files/plan.txt",
    "alpha, /files;x/plan.txt",
    "delta, /%66iles/plan.txt",
    "delta, //agents",
    "delta, /agents;x",
    "delta, /x/../agents/y",
    "delta, /%61pi/x",
    "delta, /api;x/y",
  })
  void noSpellingOfThePathGoesAround(String site, String path) throws IOException {
    int status = insula.get(site + ".test", path).status();
    assertTrue(status >= 400, path + " answered " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha", "delta"})
  void theAccessLogNamesTheReaderOfAFile(String site) throws IOException {
    assertEquals("the plan\n", get(site, "/files/plan.txt?logged", "ann").text());
    String line = insula.accessLine(site, "?logged");
    assertTrue(line.contains(" - ann ["), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong | sites.wrong.middleware[0]: site.Desk is no com.sun.net.httpserver.Filter",
        "wrongwar | sites.wrongwar.middleware[0]: site.Window is no jakarta.servlet.Filter",
        "nobody | sites.nobody.auth./.check: site.Window::missing is no static method",
      })
  void codeThatIsOfNoUseFailsItsOwnSiteAndSaysWhere(String site, String sentence)
      throws IOException {
    String status = insula.command("status", site).output();
    assertTrue(status.contains(sentence), status);
    assertEquals(503, insula.get(site + ".test", "/").status());
  }
}
