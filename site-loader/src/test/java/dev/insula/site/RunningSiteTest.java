package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunningSiteTest {
  private static final String HELLO =
      """
      package shop;
      import com.sun.net.httpserver.*;
      public class Hello implements HttpHandler {
        public void handle(HttpExchange exchange) throws java.io.IOException {
          byte[] text = ("hello from " + Thread.currentThread().getContextClassLoader()).getBytes();
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        }
        static HttpHandler create() { return new Hello(); }
        static Object nothing() { return null; }
        HttpHandler instance() { return this; }
        static Object text() { return "text"; }
      }
      """;

  private static final String UNDERTOW =
      """
      package shop;
      import io.undertow.server.*;
      public class Fast implements HttpHandler {
        public void handleRequest(HttpServerExchange exchange) {
          if (exchange.getRequestPath().equals("/blocking")) {
            exchange.dispatch(this::blocking);
          } else {
            exchange.getResponseSender().send(where(exchange));
          }
        }
        private void blocking(HttpServerExchange exchange) throws Exception {
          exchange.startBlocking();
          exchange.getOutputStream().write(where(exchange).getBytes());
        }
        private static String where(HttpServerExchange exchange) {
          return (exchange.isInIoThread() ? "io " : "other ")
              + Thread.currentThread().getThreadGroup().getName() + " "
              + (Thread.currentThread().getContextClassLoader() == Fast.class.getClassLoader());
        }
      }
      """;

  private static final String END =
      """
      package shop;
      import com.sun.net.httpserver.*;
      public class End implements HttpHandler {
        public void handle(HttpExchange exchange) throws java.io.IOException {
          %s
        }
      }
      """;

  @Test
  void handlerOfTheJdkIsServedOnAThreadWithTheSitesLoader() throws Exception {
    try (SiteUnderTest site = SiteUnderTest.start("shop.Hello", HELLO)) {
      var answer = site.get("/");
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().startsWith("hello from ModuleClassLoader"), answer.body());
      assertEquals("com.sun.net.httpserver.HttpHandler", site.site().handlerType());
    }
  }

  @Test
  void factoryMakesTheApplicationObject() throws Exception {
    try (SiteUnderTest site = SiteUnderTest.start("shop.Hello::create", HELLO)) {
      assertEquals(200, site.get("/").statusCode());
    }
  }

  @Test
  void handlerOfUndertowIsCalledOnTheIoThreadAndDispatchesToAThreadOfTheSite() throws Exception {
    try (SiteUnderTest site = SiteUnderTest.start("shop.Fast", UNDERTOW)) {
      String direct = site.get("/").body();
      assertTrue(direct.startsWith("io ") && direct.endsWith(" true"), direct);
      assertEquals("other site alpha/1 true", site.get("/blocking").body());
    }
  }

  @Test
  void stoppedSiteAnswersUnavailable() throws Exception {
    try (SiteUnderTest site = SiteUnderTest.start("shop.Hello", HELLO)) {
      site.site().stop(Duration.ofSeconds(5));
      assertEquals(503, site.get("/").statusCode());
      assertEquals(0, site.site().requestsInFlight());
    }
  }

  @Test
  void stopIsDoneOnce() throws Exception {
    try (SiteUnderTest site = SiteUnderTest.start("shop.Hello", HELLO)) {
      assertEquals(
          site.site().stop(Duration.ofSeconds(5)), site.site().stop(Duration.ofSeconds(5)));
    }
  }

  @Test
  void missingClassIsNamedWithThePath() {
    assertStartFault("shop.Helo", "Site alpha: there is no class shop.Helo on its path /");
  }

  @Test
  void missingFactoryIsNamedWithWhatAFactoryIs() {
    assertStartFault(
        "shop.Hello::make",
        "Site alpha: shop.Hello has no method make; a factory is static and takes nothing or one"
            + " com.sun.net.httpserver.HttpContext.");
    assertStartFault(
        "shop.Hello::instance",
        "Site alpha: shop.Hello::instance is no factory; a factory is static and takes nothing or"
            + " one com.sun.net.httpserver.HttpContext.");
  }

  @Test
  void nullFromAFactoryIsRefused() {
    assertStartFault(
        "shop.Hello::nothing", "Site alpha: the factory shop.Hello::nothing returned null.");
  }

  @Test
  void objectOfNoHandlerTypeIsRefused() {
    assertStartFault(
        "shop.Hello::text",
        "Site alpha: java.lang.String is of no handler type; it must be a"
            + " com.sun.net.httpserver.HttpHandler or io.undertow.server.HttpHandler.");
  }

  private static void assertStartFault(String application, String start) {
    SiteStartException fault =
        assertThrows(
            SiteStartException.class, () -> SiteUnderTest.start(application, HELLO).close());
    assertTrue(String.valueOf(fault.getMessage()).startsWith(start), fault.getMessage());
  }

  @Test
  void exceptionOfTheConstructorComesWithTheSitesOwnStackTrace() {
    SiteStartException fault =
        assertThrows(
            SiteStartException.class,
            () ->
                SiteUnderTest.start(
                        "Broken",
                        "public class Broken { Broken() { throw new IllegalStateException(\"no"
                            + " database\"); } }")
                    .close());
    assertEquals(
        "Site alpha: the constructor of Broken threw java.lang.IllegalStateException: no database.",
        fault.getMessage());
    assertTrue(fault.siteTrace().contains("Broken.<init>(Broken.java"), fault.siteTrace());
  }

  @Test
  void missingLibraryIsNamed() throws Exception {
    Path classes =
        CompiledClasses.of("public class Needs implements Gone { }", "public interface Gone { }");
    java.nio.file.Files.delete(classes.resolve("Gone.class"));
    SiteStartException fault =
        assertThrows(
            SiteStartException.class,
            () ->
                SiteUnderTest.start(
                    new SiteJvm(), SiteUnderTest.definition("Needs", List.of(classes))));
    assertTrue(
        String.valueOf(fault.getMessage()).contains("needs a class that is not on its path"),
        fault.getMessage());
    assertTrue(String.valueOf(fault.getMessage()).contains("Gone"), fault.getMessage());
  }

  @Test
  void missingPathIsNamed() {
    SiteStartException fault =
        assertThrows(
            SiteStartException.class,
            () ->
                SiteUnderTest.start(
                    new SiteJvm(),
                    SiteUnderTest.definition("Any", List.of(Path.of("/no/such/place")))));
    assertEquals(
        "Site alpha: /no/such/place does not exist; it must be a class folder, a jar or a folder of"
            + " jars.",
        fault.getMessage());
  }

  @Test
  void startThatHangsIsGivenUpWithWhereItHangs() throws Exception {
    Path classes =
        CompiledClasses.of(
            "public class Hangs { Hangs() throws Exception { new"
                + " java.util.concurrent.CountDownLatch(1).await(); } }");
    SiteDefinition hasty =
        SiteUnderTest.definition(
            "Hangs", List.of(classes), new SiteLimits(1, 1, 1, Duration.ofSeconds(1)));
    SiteStartException fault =
        assertThrows(SiteStartException.class, () -> SiteUnderTest.start(new SiteJvm(), hasty));
    assertTrue(
        String.valueOf(fault.getMessage()).contains("was not there within 1 s"),
        fault.getMessage());
    assertTrue(fault.siteTrace().contains("Hangs.<init>"), fault.siteTrace());
  }

  @Test
  void exitEndsThisSiteOnly() throws Exception {
    try (SiteUnderTest other = SiteUnderTest.start("shop.Hello", HELLO);
        SiteUnderTest site = SiteUnderTest.start("shop.End", END.formatted("System.exit(3);"))) {
      assertEquals(503, site.get("/").statusCode());
      assertEquals(3, site.exits().poll(10, TimeUnit.SECONDS));
      assertEquals(503, site.get("/").statusCode());
      assertEquals(200, other.get("/").statusCode());
      assertTrue(site.exits().isEmpty());
    }
  }

  @Test
  void exitInTheConstructorIsAFailedStart() {
    SiteStartException fault =
        assertThrows(
            SiteStartException.class,
            () ->
                SiteUnderTest.start("Ends", "public class Ends { Ends() { System.exit(4); } }")
                    .close());
    assertEquals("Site alpha: the constructor of Ends called System.exit(4).", fault.getMessage());
  }

  @Test
  void siteThatComputesForEverLeavesOtherSitesTheirThreads() throws Exception {
    try (SiteUnderTest other = SiteUnderTest.start("shop.Hello", HELLO);
        SiteUnderTest site =
            SiteUnderTest.start(
                "shop.End",
                END.formatted(
                    "if (exchange.getRequestURI().getPath().equals(\"/begun\")) {"
                        + " exchange.sendResponseHeaders(200, -1); return; }"
                        + " while (!Thread.currentThread().isInterrupted()) { }"))) {
      int spinners = Runtime.getRuntime().availableProcessors() + 2;
      try (var client = java.net.http.HttpClient.newHttpClient()) {
        for (int i = 0; i < spinners; i++) {
          var _ =
              client.sendAsync(
                  java.net.http.HttpRequest.newBuilder(site.uri("/spin")).build(),
                  java.net.http.HttpResponse.BodyHandlers.discarding());
        }
        Await.until(() -> site.site().requestsInFlight() == spinners);
        assertEquals(200, other.get("/").statusCode());
        assertEquals(spinners, site.site().stop(Duration.ZERO).requestsCut());
        client.shutdownNow();
      }
    }
  }
}
