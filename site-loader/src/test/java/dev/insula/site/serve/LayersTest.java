package dev.insula.site.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.ApplicationObject;
import dev.insula.site.CompiledClasses;
import dev.insula.site.Mounts;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteLayers;
import dev.insula.site.SiteStartException;
import dev.insula.site.SiteUnderTest;
import dev.insula.site.auth.Rule;
import io.undertow.Undertow;
import io.undertow.server.handlers.ResponseCodeHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a manifest puts around an application object: its middleware, and who may see it. */
class LayersTest {
  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    classes =
        CompiledClasses.of(
            """
            import com.sun.net.httpserver.*;
            public class Plain implements HttpHandler {
              public void handle(HttpExchange x) throws java.io.IOException {
                byte[] text = (x.getResponseHeaders().get("Way") + " " + (x.getPrincipal() == null ? null : "[" + x.getPrincipal().getName() + "]") + " " + x.getRequestHeaders().getFirst("Authorization")).getBytes();
                x.sendResponseHeaders(200, text.length);
                x.getResponseBody().write(text);
                x.close();
              }
              public static HttpHandler withFilter(HttpContext context) {
                context.getFilters().add(Filter.beforeHandler("own", x -> x.getResponseHeaders().add("Way", "own")));
                return new Plain();
              }
            }
            """,
            """
            import com.sun.net.httpserver.*;
            import java.util.Map;
            public class Step extends Filter {
              private final String mark;
              Step() { mark = "step"; }
              Step(Map<String, String> given) { mark = given.get("mark"); }
              static Filter made(Map<String, String> given) { return Filter.beforeHandler("made", x -> x.getResponseHeaders().add("Way", "made" + given)); }
              static String text() { return "text"; }
              public void doFilter(HttpExchange x, Chain chain) throws java.io.IOException {
                x.getResponseHeaders().add("Way", mark);
                chain.doFilter(x);
              }
              public String description() { return mark; }
            }
            """,
            """
            import io.undertow.server.*;
            import io.undertow.util.HttpString;
            public class Fast implements HttpHandler {
              public void handleRequest(HttpServerExchange x) {
                var security = x.getSecurityContext();
                var account = security == null ? null : security.getAuthenticatedAccount();
                x.getResponseSender().send(x.getResponseHeaders().get("Way") + " "
                  + (account == null ? null : account.getPrincipal().getName() + account.getRoles()) + " " + x.isInIoThread());
              }
            }
            """,
            """
            import io.undertow.server.*;
            import io.undertow.util.HttpString;
            import java.util.Map;
            public class Wrap implements HandlerWrapper {
              public HttpHandler wrap(HttpHandler next) { return way("wrap", next); }
              static HttpHandler around(HttpHandler next, Map<String, String> given) { return way("around" + given, next); }
              static HandlerWrapper made() { return next -> way("made", next); }
              private static HttpHandler way(String mark, HttpHandler next) {
                return x -> { x.getResponseHeaders().add(new HttpString("Way"), mark); next.handleRequest(x); };
              }
            }
            """,
            """
            public class Users {
              public static boolean check(String user, char[] password) {
                if (user.equals("throws")) throw new IllegalStateException("no database");
                return Thread.currentThread().getContextClassLoader() == Users.class.getClassLoader()
                  && (user + System.getProperty("settings.module")).equals(new String(password));
              }
              public static java.util.Set<String> groups(String user) { return java.util.Set.of(user + "s"); }
            }
            """);
  }

  private static Rule rule(String path, Set<String> members) {
    return new Rule(path, "Staff", "Users::check", Optional.of("Users::groups"), Set.of(), members);
  }

  private static SiteUnderTest start(String application, Object... layers) throws Exception {
    return start(new SiteJvm(), application, layers);
  }

  private static SiteUnderTest start(SiteJvm jvm, String application, Object... layers)
      throws Exception {
    List<Middleware> middleware =
        List.of(layers).stream()
            .filter(Middleware.class::isInstance)
            .map(Middleware.class::cast)
            .toList();
    List<Rule> rules =
        List.of(layers).stream().filter(Rule.class::isInstance).map(Rule.class::cast).toList();
    SiteDefinition site =
        SiteUnderTest.definition(application, List.of(classes))
            .with(new SiteLayers(middleware, rules));
    for (Object layer : layers) {
      site = layer instanceof Mounts mounts ? site.with(mounts) : site;
    }
    return SiteUnderTest.start(jvm, site);
  }

  private static Middleware use(String code) {
    return new Middleware(code, Map.of());
  }

  private static Middleware use(String code, String mark) {
    return new Middleware(code, Map.of("mark", mark));
  }

  private static HttpResponse<String> get(SiteUnderTest site, String path, String user)
      throws Exception {
    return get(site, path, user, user + "alpha.settings");
  }

  private static HttpResponse<String> get(
      SiteUnderTest site, String path, String user, String password) throws Exception {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return site.send(
        HttpRequest.newBuilder(site.uri(path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
            .build());
  }

  @Test
  void filtersAreAroundAHandlerOfTheJdksTypeTheFirstOutermost() throws Exception {
    try (SiteUnderTest site =
        start("Plain::withFilter", use("Step", "a"), use("Step"), use("Step::made", "b"))) {
      assertEquals("[a, step, made{mark=b}, own] null null", site.get("/").body());
    }
  }

  @Test
  void wrappersAreAroundAHandlerOfUndertowsTypeTheFirstOutermost() throws Exception {
    try (SiteUnderTest site =
        start("Fast", use("Wrap"), use("Wrap::around", "a"), use("Wrap::made"))) {
      assertEquals("[wrap, around{mark=a}, made] null true", site.get("/").body());
    }
  }

  @Test
  void undertowsOwnHandlersAreMiddlewareAsTheyAre() throws Exception {
    try (SiteUnderTest site =
        start("Fast", use("io.undertow.server.handlers.BlockingHandler"), use("Wrap"))) {
      assertEquals("[wrap] null false", site.get("/").body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Plain | Missing | there is no class Missing on the site's path",
        "Plain | Users | Users is no com.sun.net.httpserver.Filter, which the middleware of a"
            + " com.sun.net.httpserver.HttpHandler must be",
        "Plain | Step::text | Step::text is no com.sun.net.httpserver.Filter, which the middleware"
            + " of a com.sun.net.httpserver.HttpHandler must be",
        "Plain | Step::missing | Step::missing is no static method that takes nothing or"
            + " (java.util.Map)",
        "Plain | Wrap | Wrap needs a class that the site has not:"
            + " io.undertow.server.HandlerWrapper",
        "Fast | Step | Step is no io.undertow.server.HandlerWrapper, and makes no"
            + " io.undertow.server.HttpHandler out of one, which the middleware of an"
            + " io.undertow.server.HttpHandler must",
      })
  void middlewareOfNoUseFailsTheStartAndIsToldWithItsPlace(
      String application, String code, String sentence) {
    SiteStartException fault =
        assertThrows(SiteStartException.class, () -> start(application, use(code)).close());
    assertEquals("Site alpha: sites.alpha.middleware[0]: " + sentence + ".", fault.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plain", "Fast"})
  void theSitesOwnCodeDecidesWhoGetsIn(String application) throws Exception {
    try (SiteUnderTest site =
        start(application, rule("/secret/", Set.of()), rule("/anns/", Set.of("anns")))) {
      assertEquals(200, site.get("/open").statusCode());
      HttpResponse<String> asked = site.get("/secret/x");
      assertEquals(401, asked.statusCode());
      assertEquals(
          "Basic realm=\"Staff\", charset=\"UTF-8\"",
          asked.headers().firstValue("WWW-Authenticate").orElse(""));
      assertEquals(200, get(site, "/secret/x", "bob").statusCode());
      assertEquals(403, get(site, "/anns/x", "bob").statusCode());
      assertEquals(200, get(site, "/anns/x", "ann").statusCode());
    }
  }

  @Test
  void theApplicationIsToldWhoItIsAndNotThePassword() throws Exception {
    try (SiteUnderTest site = start("Plain", rule("/", Set.of()))) {
      assertEquals("null [Staff:ann] null", get(site, "/", "ann").body());
    }
    try (SiteUnderTest site = start("Fast", rule("/", Set.of()), use("Wrap"))) {
      assertEquals("[wrap] ann[anns] true", get(site, "/", "ann").body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Plain, Step, [step] null null, null [Staff:ann] null",
    "Fast, Wrap, [wrap] null true, null ann[anns] true"
  })
  void theRulesHoldForWhatIsMountedAndTheMiddlewareIsNotAroundIt(
      String application, String middleware, String own, String mounted) throws Exception {
    ApplicationObject object = ApplicationObject.parse(application);
    Mounts mounts = new Mounts("/shop", Map.of("/shop/api", object));
    try (SiteUnderTest site =
        start(application, mounts, use(middleware), rule("/shop/api", Set.of()))) {
      assertEquals(own, site.get("/shop/x").body());
      assertEquals(401, site.get("/shop/api/x").statusCode());
      assertEquals(mounted, get(site, "/shop/api/x", "ann").body());
      assertEquals(404, get(site, "/api/x", "ann").statusCode());
      assertEquals(404, get(site, "/", "ann").statusCode());
    }
  }

  private static SiteUnderTest toldOnes(String application, Rule... rules) throws Exception {
    SiteLayers layers = SiteLayers.NONE.withAskedElsewhere(List.of(rules));
    return SiteUnderTest.start(
        new SiteJvm(), SiteUnderTest.definition(application, List.of(classes)).with(layers));
  }

  private static String told(SiteUnderTest site, String path, String name) throws Exception {
    return site.send(
            HttpRequest.newBuilder(site.uri(path)).header("X-Insula-Remote-User", name).build())
        .body();
  }

  @Test
  void whoHasSignedInElsewhereIsToldByTheFront() throws Exception {
    Rule all = new Rule("/", "All", "python:check", Optional.empty(), Set.of(), Set.of());
    Rule staff = new Rule("/staff", "Staff", "python:check", Optional.empty(), Set.of(), Set.of());
    try (SiteUnderTest site = toldOnes("Plain", all, staff)) {
      assertEquals("null [Staff:a:+ b] null", told(site, "/staff/x", "a%3A+%20b"));
      assertEquals("null [All:ann] null", told(site, "/x", "ann"));
      assertEquals("null null null", site.get("/staff/x").body());
    }
    try (SiteUnderTest site = toldOnes("Fast", all)) {
      assertEquals("null ann[] true", told(site, "/x", "ann"));
      assertEquals("null null true", site.get("/x").body());
    }
  }

  @ParameterizedTest
  @CsvSource({"Plain, null null null", "Fast, null null true"})
  void aSiteThatIsNotToldToBelieveTheFieldDoesNot(String application, String nobody)
      throws Exception {
    try (SiteUnderTest site = start(application, rule("/secret/", Set.of()))) {
      assertEquals(nobody, told(site, "/x", "ann"));
      assertEquals("Unauthorized\n", told(site, "/secret/x", "ann"));
    }
  }

  @Test
  void whatTheCheckThrowsIsTheSitesFailureAndItsLogsMatter() throws Exception {
    try (SiteUnderTest site = start("Plain", rule("/", Set.of()))) {
      assertEquals(500, get(site, "/x", "throws").statusCode());
      assertTrue(site.log().contains("Request GET /x failed: "), site.log());
      assertTrue(site.log().contains("no database"), site.log());
      assertFalse(site.log().contains("alpha.settings"), site.log());
    }
  }

  @ParameterizedTest
  @CsvSource({"Plain, Step", "Fast, Wrap"})
  void aStoppedGenerationIsNotKeptByItsLayers(String application, String middleware)
      throws Exception {
    SiteJvm jvm = new SiteJvm();
    for (int i = 0; i < 3; i++) {
      try (SiteUnderTest site =
          start(jvm, application, use(middleware), rule("/secret/", Set.of()))) {
        assertEquals(200, get(site, "/secret/x", "ann").statusCode());
        assertEquals(401, get(site, "/secret/x", "throws-not", "bad").statusCode());
      }
    }
    for (int i = 0; i < 20 && jvm.leaks().alive().size() > 1; i++) {
      System.gc();
    }
    assertTrue(jvm.leaks().alive().size() <= 1, () -> jvm.leaks().alive().toString());
  }

  @Test
  void whoeverServesInItsPlaceMayAsk() throws Exception {
    try (SiteUnderTest site = start("Fast", rule("/secret/", Set.of()))) {
      Asked question = new Asked(new ResponseCodeHandler(299), new ResponseCodeHandler(298));
      Undertow front =
          SiteUnderTest.server(exchange -> {
            exchange.putAttachment(Asked.KEY, question);
            site.site().handler().handleRequest(exchange);
          });
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertEquals(299, status(client, front, "/secret/x", "ann"));
        assertEquals(401, status(client, front, "/secret/x", "throws-not"));
        assertEquals(298, status(client, front, "/open", "ann"));
      } finally {
        front.stop();
      }
    }
  }

  private static int status(HttpClient client, Undertow front, String path, String user)
      throws Exception {
    String password = user.equals("ann") ? "annalpha.settings" : "bad";
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return client
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + SiteUnderTest.port(front) + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
