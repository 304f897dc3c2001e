package dev.insula.site.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.Await;
import dev.insula.site.CompiledClasses;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteLimits;
import dev.insula.site.SiteUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a handler of Undertow's type can rely on, and its clients too. */
class UndertowHandlerTest {
  private static final String HANDLER =
      """
      import io.undertow.server.*;
      public class Fast implements HttpHandler {
        public void handleRequest(HttpServerExchange x) throws Exception {
          switch (x.getRequestPath()) {
            case "/throws" -> throw new IllegalStateException("on the I/O thread");
            case "/exit" -> System.exit(5);
            case "/sends" -> x.getResponseSender().send("sent");
            default -> x.dispatch(this::blocking);
          }
        }
        private void blocking(HttpServerExchange x) throws Exception {
          x.startBlocking();
          switch (x.getRequestPath()) {
            case "/dispatched-throws" -> throw new IllegalStateException("on a thread of the site");
            case "/late" -> {
              x.getOutputStream().write("begun".getBytes()); x.getOutputStream().flush();
              throw new IllegalStateException("late");
            }
            case "/count" -> {
              long count = x.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
              x.getOutputStream().write(Long.toString(count).getBytes());
            }
            default -> x.getOutputStream().write("whole".getBytes());
          }
        }
      }
      """;

  private static SiteUnderTest site;

  @BeforeAll
  static void start() throws Exception {
    Path classes = CompiledClasses.of(HANDLER);
    site =
        SiteUnderTest.start(
            new SiteJvm(),
            SiteUnderTest.definition(
                "Fast", List.of(classes), new SiteLimits(100_000, 4, 4, Duration.ofSeconds(30))));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String raw(String request) throws IOException {
    try (RawClient client = new RawClient(site.port())) {
      return client.send(request).all();
    }
  }

  @Test
  void exceptionsBecomeAPlain500AndAStackTraceInTheSitesLog() throws Exception {
    for (String path : List.of("/throws", "/dispatched-throws")) {
      assertEquals(500, site.get(path).statusCode());
      assertEquals("", site.get(path).body());
      Await.until(() -> site.log().contains("Request GET " + path + " failed: java.lang.Ill"));
    }
  }

  @Test
  void exceptionInsideABodyCutsTheConnection() throws Exception {
    String answer = raw("GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
    assertTrue(answer.contains("begun"), answer);
    assertFalse(answer.endsWith("0\r\n\r\n"), answer);
    Await.until(() -> site.log().contains("Request GET /late failed: "));
    Await.until(() -> site.site().requestsInFlight() == 0);
  }

  @Test
  void wholeAnswersStayWhole() throws Exception {
    assertEquals("whole", site.get("/whole").body());
    assertEquals("sent", site.get("/sends").body());
  }

  @Test
  void bodiesBeyondTheLimitAreRefusedChunkedOrNot() throws Exception {
    assertTrue(upload("Content-Length: 100000", "", 100_000, "").contains("\r\n\r\n100000"));
    assertTrue(upload("Content-Length: 100001", "", 100_001, "").startsWith("HTTP/1.1 413 "));
    String chunked = "Transfer-Encoding: chunked";
    assertTrue(upload(chunked, "186a0\r\n", 100_000, "\r\n0\r\n\r\n").contains("100000"));
    assertTrue(upload(chunked, "186a1\r\n", 100_001, "\r\n0\r\n\r\n").startsWith("HTTP/1.1 413 "));
  }

  private static String upload(String framing, String before, int size, String after)
      throws IOException {
    return raw(
        "PUT /count HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + framing
            + "\r\n\r\n"
            + before
            + "x".repeat(size)
            + after);
  }

  @Test
  void exitOnTheIoThreadAnswersUnavailable() throws Exception {
    try (SiteUnderTest own = SiteUnderTest.start("Fast", HANDLER)) {
      assertEquals(503, own.get("/exit").statusCode());
      assertEquals(503, own.get("/sends").statusCode());
    }
  }
}
