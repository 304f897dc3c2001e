package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise: 500 generations come and go, and at most one of them stays in memory. */
class StartStopTest {
  private static final int CYCLES = 500;
  private static final int WARM_UP = 100;
  private static final long METASPACE_SLACK = 2L * 1024 * 1024;

  private static final String SHOP =
      """
      package shop;
      import com.sun.net.httpserver.*;
      public class Shop implements HttpHandler {
        private static final java.util.Map<String, String> CACHE = new java.util.HashMap<>();
        private static final ThreadLocal<Shop> CURRENT = new ThreadLocal<>();
        public Shop() {
          System.setProperty("shop", "open");
          java.util.logging.Logger.getLogger("shop").info("open");
          CACHE.put("locale", java.util.Locale.getDefault().toString());
        }
        public void handle(HttpExchange exchange) throws java.io.IOException {
          CURRENT.set(this);
          byte[] text = String.format("%s %s", System.getProperty("shop"), CACHE).getBytes();
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        }
      }
      """;

  @Test
  void fiveHundredGenerationsLeaveAtMostOneInMemoryAndMetaspaceFlat() throws Exception {
    SiteJvm jvm = new SiteJvm();
    Path classes = CompiledClasses.of(SHOP);
    PathHandler route = new PathHandler();
    Undertow server = SiteUnderTest.server(route);
    long before = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < CYCLES; i++) {
        if (i == WARM_UP) {
          collect(jvm);
          before = metaspace();
        }
        cycle(jvm, classes, route, client, SiteUnderTest.port(server));
      }
      collect(jvm);
      assertTrue(
          jvm.leaks().alive().size() <= 1, () -> jvm.leaks().alive() + " are still in memory");
      long growth = metaspace() - before;
      assertTrue(growth < METASPACE_SLACK, () -> "metaspace grew by " + growth + " bytes");
    } finally {
      server.stop();
    }
  }

  private static void cycle(
      SiteJvm jvm, Path classes, PathHandler route, HttpClient client, int port) throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    RunningSite site =
        jvm.start(
            SiteUnderTest.definition("shop.Shop", List.of(classes)),
            new SiteOutput(nowhere, nowhere),
            status -> {});
    route.addPrefixPath("/", site.handler());
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().startsWith("open "), answer.body());
    StopReport report = site.stop(Duration.ofSeconds(5));
    assertEquals(List.of(), report.leftBehind());
    assertEquals(0, report.requestsCut());
  }

  private static void collect(SiteJvm jvm) {
    for (int i = 0; i < 20 && jvm.leaks().alive().size() > 1; i++) {
      System.gc();
    }
    System.gc();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(it -> it.getName().equals("Metaspace"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }
}
