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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code com.sun.net.httpserver} promises to handlers, seen from the wire. */
class JdkHandlerTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int BIG = 64 * MEBIBYTE;

  private static SiteUnderTest site;

  @BeforeAll
  static void start() throws Exception {
    Path classes = CompiledClasses.of(Answers.SOURCE);
    SiteLimits limits = new SiteLimits(2L * BIG, 16, 8, Duration.ofSeconds(30));
    site =
        SiteUnderTest.start(
            new SiteJvm(), SiteUnderTest.definition("Answers", List.of(classes), limits));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String raw(String request) throws IOException {
    try (RawClient client = new RawClient(site.port())) {
      return client
          .send(request.replace("\n", "\r\n").replace("~", "Host: a\r\nConnection: close\r\n\r\n"))
          .all();
    }
  }

  private static void assertHas(String answer, String line) {
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\n" + line + "\r\n"), answer);
  }

  private static void assertHasNo(String answer, String field) {
    assertFalse(answer.toLowerCase(Locale.ROOT).contains("\r\n" + field + ":"), answer);
  }

  @Test
  void lengthIsTold() throws IOException {
    String answer = raw("GET /fixed HTTP/1.1\n~");
    assertHas(answer, "content-length: 5");
    assertHasNo(answer, "transfer-encoding");
    assertTrue(answer.endsWith("\r\n\r\nhello"), answer);
  }

  @Test
  void lengthZeroMeansChunked() throws IOException {
    try (RawClient client = new RawClient(site.port())) {
      String head = client.send("GET /open HTTP/1.1\r\nHost: a\r\n\r\n").head();
      assertHas(head, "transfer-encoding: chunked");
      assertHasNo(head, "content-length");
      assertEquals("05\r\nhello\r\n0\r\n\r\n", client.take(16));
    }
  }

  @Test
  void lengthMinusOneMeansNoBody() throws IOException {
    assertHas(raw("GET /none HTTP/1.1\n~"), "content-length: 0");
  }

  @Test
  void noContentCarriesNeitherBodyNorLength() throws IOException {
    String answer = raw("GET /204 HTTP/1.1\n~");
    assertTrue(answer.startsWith("HTTP/1.1 204 "), answer);
    assertHasNo(answer, "content-length");
    assertHasNo(answer, "transfer-encoding");
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void notModifiedHasNoBody() throws IOException {
    String answer = raw("GET /304 HTTP/1.1\n~");
    assertTrue(answer.startsWith("HTTP/1.1 304 "), answer);
    assertHasNo(answer, "transfer-encoding");
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void headKeepsTheLengthThatTheHandlerSetsItself() throws IOException {
    String answer = raw("HEAD /head HTTP/1.1\n~");
    assertHas(answer, "content-length: 5");
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void headOfAHandlerThatWritesABodyHasNone() throws IOException {
    String answer = raw("HEAD /fixed HTTP/1.1\n~");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
    assertEquals(1, answer.split("HTTP/1.1", -1).length - 1, answer);
  }

  @Test
  void connectionIsKeptAfterEveryKindOfAnswer() throws IOException {
    try (RawClient client = new RawClient(site.port())) {
      for (String path : List.of("/none", "/204", "/304", "/fixed")) {
        client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        client.head();
      }
      assertEquals("hello", client.take(5));
    }
  }

  @Test
  void exceptionBecomesAPlain500AndAStackTraceInTheSitesLog() throws Exception {
    HttpResponse<String> answer = site.get("/throws");
    assertEquals(500, answer.statusCode());
    assertEquals("", answer.body());
    Await.until(() -> site.log().contains("Request GET /throws failed: java.lang.Illegal"));
    assertTrue(site.log().contains("Answers.handle(Answers.java"), site.log());
  }

  @Test
  void exceptionAfterAnUnsentHeadIsStillA500() throws Exception {
    HttpResponse<String> answer = site.get("/throws-after-head");
    assertEquals(500, answer.statusCode());
    assertEquals("", answer.body());
  }

  @Test
  void exceptionInsideABodyCutsTheConnection() throws IOException {
    String answer = raw("GET /throws-late HTTP/1.1\n~".replace("Connection: close", ""));
    assertTrue(answer.contains("hello"), answer);
    assertFalse(answer.endsWith("0\r\n\r\n"), answer);
  }

  @Test
  void bodyShorterThanDeclaredCutsTheConnection() throws IOException {
    String answer = raw("GET /short HTTP/1.1\nHost: a\n\n");
    assertHas(answer, "content-length: 10");
    assertTrue(answer.endsWith("hello"), answer);
  }

  @Test
  void bodyLongerThanDeclaredIsRefusedToTheHandler() throws Exception {
    assertEquals("hello", site.get("/long").body());
    assertTrue(site.log().contains("told: too many bytes to write to stream"), site.log());
  }

  @Test
  void secondHeadIsRefused() throws Exception {
    assertEquals("headers already sent", site.get("/twice").body());
  }

  @Test
  void bodyBeforeTheHeadIsRefused() throws Exception {
    assertEquals("response headers not sent yet", site.get("/early-body").body());
  }

  @Test
  void closingAnUnansweredExchangeCutsTheConnection() throws IOException {
    assertEquals("", raw("GET /closed HTTP/1.1\n~"));
  }

  @Test
  void exchangeTellsWhatTheRequestWas() throws Exception {
    String answer =
        raw("POST /facts;v=1/%2e?q=%41&r=b HTTP/1.1\nx-two: a\nX-TWO: b\nContent-Length: 0\n~");
    assertTrue(answer.endsWith("\r\n\r\n?"), answer);
    answer = raw("POST /facts?q=%41&r=b HTTP/1.1\nx-two: a\nX-TWO: b\nContent-Length: 0\n~");
    assertTrue(
        answer.endsWith("POST /facts?q=%41&r=b HTTP/1.1 127.0.0.1 true / -1 [a, b] null"), answer);
  }

  @Test
  void targetThatIsNoUriIsABadRequest() throws IOException {
    assertTrue(raw("GET /facts?a=%zz HTTP/1.1\n~").startsWith("HTTP/1.1 400 "));
  }

  @Test
  void attributesAreTheContexts() throws Exception {
    assertEquals("null yes", site.get("/attribute").body());
    assertEquals("yes yes", site.get("/attribute").body());
  }

  @Test
  void exchangeMayBeAnsweredFromAnotherThread() throws Exception {
    assertEquals("later", site.get("/later").body());
    Await.until(() -> site.site().requestsInFlight() == 0);
  }

  @Test
  void flushSendsWhatThereIs() throws Exception {
    try (RawClient client = new RawClient(site.port())) {
      client.send("POST /flush HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
      client.head();
      assertEquals("05\r\nfirst\r\n", client.take(11));
      client.send("x");
      assertEquals("06\r\nsecond\r\n", client.take(12));
    }
  }

  @Test
  void framingIsDecidedByTheLengthThatWasGivenAlone() throws Exception {
    String answer = raw("GET /headers HTTP/1.1\n~");
    assertHas(answer, "content-length: 5");
    assertHasNo(answer, "transfer-encoding");
    assertHas(answer, "x-two: a");
    assertHas(answer, "x-two: b");
  }

  @Test
  void streamsCanBeWrapped() throws Exception {
    assertEquals("SHOUT", site.get("/streams").body());
  }

  @Test
  void siteCannotStopTheServer() throws Exception {
    assertEquals(
        "A site cannot stop the server: Insula owns the listeners; see the manifest.",
        site.get("/server").body());
  }

  @Test
  void expectationIsMetWhenTheBodyIsRead() throws Exception {
    try (RawClient client = new RawClient(site.port())) {
      client.send(
          "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      assertTrue(client.head().startsWith("HTTP/1.1 100 "));
      client.send("abc");
      assertTrue(client.head().startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void refusalReachesAClientThatStillSends() throws Exception {
    try (RawClient client = new RawClient(site.port())) {
      client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
      assertTrue(client.head().startsWith("HTTP/1.1 403 "));
    }
  }

  @Test
  void sixtyFourMebibytesGoUpChunkedAndWithLength() throws Exception {
    HttpRequest.BodyPublisher chunked = HttpRequest.BodyPublishers.ofInputStream(() -> zeros(BIG));
    assertEquals(Integer.toString(BIG), put("/count", chunked).body());
    assertEquals(
        Integer.toString(BIG),
        put("/count", HttpRequest.BodyPublishers.fromPublisher(chunked, BIG)).body());
  }

  private static HttpResponse<String> put(String path, HttpRequest.BodyPublisher body)
      throws Exception {
    return site.send(HttpRequest.newBuilder(site.uri(path)).PUT(body).build());
  }

  private static InputStream zeros(long size) {
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        int count = (int) Math.min(left, length);
        java.util.Arrays.fill(target, offset, offset + count, (byte) 0);
        left -= count;
        return count;
      }
    };
  }

  @Test
  void sixtyFourMebibytesComeDownChunkedAndWithLength() throws Exception {
    assertEquals(BIG, down("GET"));
    assertEquals(BIG, down("PUT"));
  }

  private static long down(String method) throws Exception {
    URI uri = site.uri("/big?" + BIG);
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
      try (InputStream body =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
        return body.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Test
  void bodiesGoBothWaysAtTheSameTime() throws Exception {
    try (RawClient client = new RawClient(site.port())) {
      client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\nfirst\r\n");
      client.send("0\r\n\r\n");
      assertHas(client.head(), "transfer-encoding: chunked");
      assertEquals("05\r\nfirst\r\n0\r\n\r\n", client.take(16));
    }
  }

  @Test
  void clientThatGoesAwayEndsTheExchange() throws Exception {
    try (RawClient client = new RawClient(site.port())) {
      client.send("GET /big?" + 10L * BIG + " HTTP/1.1\r\nHost: a\r\n\r\n").head();
    }
    Await.until(() -> site.site().requestsInFlight() == 0);
  }

  @Test
  void uploadThatIsCutOffNeverLooksComplete() throws Exception {
    try (RawClient client = new RawClient(site.port())) {
      client.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      Await.until(() -> site.site().requestsInFlight() > 0);
    }
    Await.until(() -> site.log().contains("Request POST /count failed: "));
    Await.until(() -> site.site().requestsInFlight() == 0);
  }
}
