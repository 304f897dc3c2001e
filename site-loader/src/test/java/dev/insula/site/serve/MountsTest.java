package dev.insula.site.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.ApplicationObject;
import dev.insula.site.CompiledClasses;
import dev.insula.site.Mounts;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteStartException;
import dev.insula.site.SiteUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several application objects of one site, below their paths. */
class MountsTest {
  private static final String MAIN =
      """
      package app;
      public class Main implements com.sun.net.httpserver.HttpHandler, AutoCloseable {
        static int served;
        private final String name;
        public Main() { this("main"); }
        private Main(String name) { this.name = name; }
        public static Main other(com.sun.net.httpserver.HttpContext context) {
          return new Main("other of " + context.getPath());
        }
        @Override public void handle(com.sun.net.httpserver.HttpExchange exchange)
            throws java.io.IOException {
          served++;
          String text = name + " at " + exchange.getHttpContext().getPath() + ": "
              + exchange.getRequestURI();
          exchange.sendResponseHeaders(200, text.length());
          exchange.getResponseBody().write(text.getBytes("UTF-8"));
          exchange.close();
        }
        @Override public void close() { System.out.println("closed: " + name); }
      }
      """;

  private static final String UNDERTOW =
      """
      package app;
      public class Tell implements io.undertow.server.HttpHandler {
        @Override public void handleRequest(io.undertow.server.HttpServerExchange exchange) {
          exchange.getResponseSender().send("undertow at " + exchange.getResolvedPath() + ": "
              + exchange.getRelativePath() + ", main served " + Main.served);
        }
      }
      """;

  private static SiteDefinition site(String root, Map<String, String> others) throws Exception {
    var objects =
        others.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, it -> ApplicationObject.parse(it.getValue())));
    List<Path> path = List.of(CompiledClasses.of(MAIN, UNDERTOW));
    return SiteUnderTest.definition("app.Main", path).with(new Mounts(root, objects));
  }

  private static SiteUnderTest started(String root, Map<String, String> others) throws Exception {
    return SiteUnderTest.start(new SiteJvm(), site(root, others));
  }

  @Test
  void theLongestPathDecides() throws Exception {
    try (SiteUnderTest site =
        started("", Map.of("/api", "app.Main::other", "/api/deep", "app.Tell"))) {
      assertEquals("main at /: /apix", site.get("/apix").body());
      assertEquals("main at /: /", site.get("/").body());
      assertEquals("other of /api at /api: /api", site.get("/api").body());
      assertEquals("other of /api at /api: /api/x?y=1", site.get("/api/x?y=1").body());
      assertEquals("other of /api at /api: /api/deeper", site.get("/api/deeper").body());
      assertEquals("undertow at /api/deep: /x/y, main served 5", site.get("/api/deep/x/y").body());
    }
  }

  @Test
  void aPathIsComparedDecoded() throws Exception {
    try (SiteUnderTest site = started("", Map.of("/bücher", "app.Tell"))) {
      assertEquals(
          "undertow at /bücher: /ä, main served 0", site.get("/b%C3%BCcher/%C3%A4").body());
    }
  }

  @Test
  void belowARootNothingElseIsFound() throws Exception {
    try (SiteUnderTest site = started("/shop", Map.of("/shop/api", "app.Main::other"))) {
      assertEquals("main at /shop: /shop/x", site.get("/shop/x").body());
      assertEquals("other of /shop/api at /shop/api: /shop/api/", site.get("/shop/api/").body());
      assertEquals(404, site.get("/").statusCode());
      assertEquals(404, site.get("/shopping").statusCode());
    }
  }

  @Test
  void whatIsMountedIsClosedLikeTheSitesOwn() throws Exception {
    SiteUnderTest site = started("", Map.of("/api", "app.Main::other"));
    site.close();
    assertTrue(site.log().contains("closed: other of /api"), site.log());
    assertTrue(site.log().contains("closed: main"), site.log());
  }

  @Test
  void aMountThatCannotBeMadeStopsTheStartAndIsNamed() throws Exception {
    SiteDefinition site = site("", Map.of("/api", "app.Nowhere"));
    SiteStartException fault =
        assertThrows(SiteStartException.class, () -> SiteUnderTest.start(new SiteJvm(), site));
    String message = String.valueOf(fault.getMessage());
    assertTrue(
        message.startsWith("Site alpha: there is no class app.Nowhere on its path "), message);
  }
}
