package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Java daemon that is killed as by {@code kill -9} in each phase of a request (promise 5), seen
 * by the client, by the front and by the site.
 */
@ParameterizedClass
@EnumSource(Way.class)
class HopKillTest {
  private final Way way;
  private static final String END = " HTTP/1.1\r\nHost: shop.test\r\n";
  private static final String GET = "GET /small" + END + "\r\n";
  @TempDir Path directory;
  private Path socket = Path.of("s");
  private SiteView view = SiteView.beside(socket);
  private Front front;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() before each test
  HopKillTest(Way way) {
    this.way = way;
  }

  @BeforeEach
  void start() throws IOException {
    socket = directory.resolve("s");
    view = SiteView.beside(socket);
    HopTarget target = way.target(socket);
    front = new Front(target.withLimits(target.limits().withBodyBytes(Long.MAX_VALUE >> 8)));
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private Jvm site() throws IOException {
    return new Jvm(SiteMain.class, socket.toString());
  }

  private static void isServed(Wire client) throws IOException {
    String head = client.write(GET).head().orElseThrow();
    assertTrue(head.startsWith("HTTP/1.1 200 "), head);
    assertEquals("small", client.body(head));
  }

  private static String isRefused(Wire client, int status) throws IOException {
    String head = client.head().orElseThrow();
    assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
    client.body(head);
    return head;
  }

  @Test
  void beforeTheConnectTheRequestIs503AndTheNextSiteServes() throws Exception {
    site().kill();
    try (Wire client = front.connect()) {
      String head = isRefused(client.write(GET), 503);
      assertEquals("1", Wire.header(head, "Retry-After").orElseThrow());
      assertInstanceOf(HopFailure.Unreachable.class, front.finished(0).failure());
      assertEquals(List.of(), view.lines());
      try (Jvm next = site()) {
        isServed(client);
        assertTrue(next.isAlive());
        view.await("ended /small");
        assertEquals(List.of("began /small", "ended /small"), view.lines());
      }
    }
  }

  @Test
  void afterTheHeadOfAGetItIsTriedOnceMoreOnly() throws Exception {
    try (Wire client = front.connect();
        Jvm site = site()) {
      client.write("GET /stuck" + END + "\r\n");
      view.await("began /stuck");
      site.kill();
      // a dying process may still take a connection, so that the second attempt dies as well
      String head = client.head().orElseThrow();
      assertTrue(head.matches("(?s)HTTP/1.1 50[23] .*"), head);
      assertEquals(1, front.hop().counters().retries());
      assertEquals(List.of("began /stuck"), view.lines());
    }
  }

  @Test
  void afterAPostItIs502AndNeverSentAgain() throws Exception {
    try (Wire client = front.connect();
        Jvm site = site()) {
      client.write("POST /stuck" + END + "Content-Length: 1\r\n\r\nx");
      view.await("began /stuck");
      site.kill();
      isRefused(client, 502);
      assertEquals(1, front.finished(0).attempts());
      assertInstanceOf(HopFailure.Died.class, front.finished(0).failure());
      assertEquals(List.of("began /stuck"), view.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 1000000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"})
  void inTheMiddleOfAnUploadTheClientGets502AndTheSiteNoEnd(String framing) throws Exception {
    try (Wire client = front.connect();
        Jvm site = site()) {
      client.write("POST /up" + END + framing);
      String size = framing.contains("chunked") ? "f4240\r\n" : "";
      client.write(size).write(new byte[1_000_000]);
      view.await("began /up");
      site.kill();
      isRefused(client, 502);
      assertEquals(1, front.finished(0).attempts());
      assertEquals(List.of("began /up"), view.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/down", "/chunks"})
  void inTheMiddleOfAnAnswerTheClientSeesNoCleanEnd(String path) throws Exception {
    try (Wire client = front.connect();
        Jvm site = site()) {
      client.write("GET " + path + "?1000000000" + END + "\r\n");
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 200 "), head);
      assertEquals(100_000, client.bytes(100_000).length());
      site.kill();
      assertFalse(client.rest().endsWith("0\r\n\r\n"));
      assertInstanceOf(HopFailure.Died.class, front.finished(0).failure());
      assertEquals(List.of("began " + path), view.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/down", "/chunks"})
  void inTheMiddleOfAnAnswerTheStreamOfAnHttp2ClientIsReset(String path) throws Exception {
    HttpClient http = HttpClient.newBuilder().sslContext(TestTls.client()).build();
    try (http;
        Jvm site = site()) {
      String uri = "https://localhost:" + front.tlsPort() + path + "?1000000000";
      var answer =
          http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofInputStream());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      assertEquals(100_000, answer.body().readNBytes(100_000).length);
      site.kill();
      assertThrows(IOException.class, () -> answer.body().readAllBytes());
      assertInstanceOf(HopFailure.Died.class, front.finished(0).failure());
      assertEquals(List.of("began " + path), view.lines());
    }
  }

  @Test
  void betweenTwoRequestsTheClientNoticesNothingWhenTheNextSiteIsThere() throws Exception {
    try (Wire client = front.connect()) {
      try (Jvm site = site()) {
        isServed(client);
        assertTrue(site.isAlive());
      }
      try (Jvm next = site()) {
        isServed(client);
        assertTrue(next.isAlive());
      }
    }
    assertNull(front.finished(1).failure());
    assertEquals(2, view.lines().stream().filter("began /small"::equals).count());
  }

  @Test
  void underLoadNoAnswerIsWrongAndServiceComesBack() throws Exception {
    try (KillLoad load = new KillLoad(front)) {
      try (Jvm site = site()) {
        load.awaitGood(1000);
        site.kill();
      }
      load.awaitRefused(100);
      try (Jvm next = site()) {
        load.awaitGood(1000);
        load.stop();
        assertTrue(next.isAlive());
      }
      Await.until("nothing is in flight", () -> front.hop().counters().inFlight() == 0);
    }
  }
}
