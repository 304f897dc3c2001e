package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a site gets of a request, byte by byte. */
class HopRequestTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  @TempDir Path directory;
  private ScriptedSite site;
  private Front front;

  @BeforeEach
  void start() throws IOException {
    Path socket = directory.resolve("s");
    site = new ScriptedSite(socket, ScriptedSite.always(OK));
    front = new Front(HopTarget.of("shop", socket));
  }

  @AfterEach
  void stop() throws IOException {
    front.close();
    site.close();
  }

  private String headFor(String request) throws IOException {
    try (Wire client = front.connect()) {
      client.write(request);
      String answer = client.head().orElse("closed");
      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
      assertEquals("ok", client.body(answer));
    }
    return site.received(0);
  }

  @Test
  void aPlainRequestArrivesWithOurWordOnItsClient() throws Exception {
    String head = headFor("GET /a/b?x=1 HTTP/1.1\r\nHost: Shop.Test:8080\r\nA: b\r\n\r\n");
    String id = Wire.header(head, "X-Request-Id").orElseThrow();
    assertEquals(
        """
        GET /a/b?x=1 HTTP/1.1
        Host: shop.test:8080
        X-Forwarded-For: 127.0.0.1
        X-Forwarded-Proto: http
        X-Forwarded-Host: shop.test:8080
        X-Forwarded-Port: 8080
        X-Request-Id: %s
        A: b

        """
            .formatted(id)
            .replace("\n", "\r\n"),
        head);
    assertTrue(id.matches("[0-9a-f]{32}"), id);
    assertEquals(id, front.finished(0).id());
  }

  @Test
  void targetsArriveAsTheyWereSent() throws Exception {
    for (String target :
        new String[] {
          "/%41%2fb;p=1/c%20d?q=%C3%A4+&&=?", "/a;x=1;y=2", "/?", "/ä".substring(0, 1)
        }) {
      String expected = target.equals("/?") ? "/" : target;
      try (Wire client = front.connect()) {
        client.write("GET " + target + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        client.body(client.head().orElseThrow());
      }
      String all = site.received(0) + (site.connections().size() > 1 ? site.received(1) : "");
      assertTrue(all.contains("GET " + expected + " HTTP/1.1\r\n"), all);
    }
  }

  @Test
  void anAbsoluteTargetArrivesInOriginForm() throws Exception {
    String head = headFor("GET http://shop.test/a?b HTTP/1.1\r\nHost: shop.test\r\n\r\n");
    assertTrue(head.startsWith("GET /a?b HTTP/1.1\r\nHost: shop.test\r\n"), head);
  }

  @Test
  void theAsteriskTargetArrives() throws Exception {
    String head = headFor("OPTIONS * HTTP/1.1\r\nHost: shop.test\r\n\r\n");
    assertTrue(head.startsWith("OPTIONS * HTTP/1.1\r\n"), head);
  }

  @Test
  void whatClientsMayNotSayIsDropped() throws Exception {
    String spoofed =
        """
        X-Forwarded-For: 6.6.6.6
        x-forwarded-proto: https
        X-Forwarded-Host: evil.test
        X-Forwarded-Prefix: /evil
        X-Insula-User: root
        Forwarded: for=6.6.6.6
        X-Real-IP: 6.6.6.6
        X-Client-Cert: evil
        X-Request-Id: evil
        Proxy: http://evil.test
        Proxy-Authorization: evil
        Proxy-Connection: keep-alive
        REMOTE_USER: root
        Remote-User: root
        X_Forwarded_For: 6.6.6.6
        SSL_CLIENT_S_DN: evil
        Keep-Alive: timeout=5
        TE: trailers
        Trailer: X-Evil
        HTTP2-Settings: evil
        Connection: X-Nominated, keep-alive
        X-Nominated: evil
        Kept: yes
        """
            .replace("\n", "\r\n");
    String head = headFor("GET / HTTP/1.1\r\nHost: shop.test\r\n" + spoofed + "\r\n");
    String lower = head.toLowerCase(Locale.ROOT);
    for (String never : new String[] {"6.6.6.6", "evil", "root", "_", "https"}) {
      assertFalse(lower.contains(never), never + " in " + head);
    }
    for (String name : new String[] {"connection", "keep-alive", "te", "trailer", "proxy"}) {
      assertTrue(Wire.header(head, name).isEmpty(), name + " in " + head);
    }
    assertEquals("127.0.0.1", Wire.header(head, "X-Forwarded-For").orElseThrow());
    assertEquals("yes", Wire.header(head, "Kept").orElseThrow());
  }

  @Test
  void repeatedFieldsStayRepeatedAndCookiesAreJoined() throws Exception {
    String head =
        headFor(
            "GET / HTTP/1.1\r\nHost: shop.test\r\nA: 1\r\nA: 2\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n");
    assertTrue(head.contains("A: 1\r\nA: 2\r\n"), head);
    assertEquals("a=1; b=2", Wire.header(head, "Cookie").orElseThrow());
  }

  @Test
  void theUpgradeToAnotherProtocolThanWebSocketIsDropped() throws Exception {
    String head =
        headFor("GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n");
    assertTrue(Wire.header(head, "Upgrade").isEmpty(), head);
    assertTrue(Wire.header(head, "Connection").isEmpty(), head);
  }

  @Test
  void thirtyKilobytesOfHeadArriveWhole() throws Exception {
    String cookie = "c=" + "x".repeat(30_000);
    String head = headFor("GET / HTTP/1.1\r\nHost: shop.test\r\nCookie: " + cookie + "\r\n\r\n");
    assertEquals(cookie, Wire.header(head, "Cookie").orElseThrow());
  }

  @Test
  void theFrontsOwnRequestIdIsUsed() throws Exception {
    front.close();
    front =
        new Front(
            HopTarget.of("shop", directory.resolve("s")),
            HopCallbacks.plain(),
            hop ->
                exchange -> {
                  exchange.putAttachment(Hop.REQUEST_ID, "front-7");
                  hop.handleRequest(exchange);
                });
    String head = headFor("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
    assertEquals("front-7", Wire.header(head, "X-Request-Id").orElseThrow());
    assertEquals("front-7", front.finished(0).id());
  }

  @Test
  void requestsFollowEachOtherOnOneConnection() throws Exception {
    try (Wire client = front.connect()) {
      for (int i = 0; i < 50; i++) {
        client.write("GET /" + i + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        assertEquals("ok", client.body(client.head().orElseThrow()));
      }
    }
    assertEquals(1, site.connections().size());
    Await.until("nothing is in flight", () -> front.hop().counters().inFlight() == 0);
    assertEquals(50, front.hop().counters().requests());
    assertEquals(100, front.hop().counters().answerBytes());
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void answersByUndertowsWayKeepTheSitesConnection(HttpClient.Version version) throws Exception {
    URI uri = URI.create("https://localhost:" + front.tlsPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).version(version).build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(TestTls.client()).build()) {
      for (int i = 0; i < 20; i++) {
        assertEquals("ok", client.send(request, BodyHandlers.ofString()).body());
      }
    }
    assertEquals(1, site.connections().size());
  }

  @Test
  void pipelinedRequestsAreAnsweredInTurn() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      many.append("GET /" + i + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
    }
    try (Wire client = front.connect()) {
      client.write(many.toString());
      for (int i = 0; i < 20; i++) {
        assertEquals("ok", client.body(client.head().orElseThrow()));
      }
    }
  }

  @Test
  void aClientThatWantsItsConnectionClosedGetsThat() throws Exception {
    String answer =
        front.exchange("GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n");
    assertEquals("close", Wire.header(answer, "Connection").orElseThrow());
    assertTrue(answer.endsWith("\r\n\r\nok"), answer);
  }

  @Test
  void anHttp10ClientIsServed() throws Exception {
    String answer = front.exchange("GET / HTTP/1.0\r\nHost: shop.test\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1."), answer);
    assertTrue(answer.contains(" 200 "), answer);
    assertTrue(answer.endsWith("\r\n\r\nok"), answer);
    assertTrue(site.received(0).startsWith("GET / HTTP/1.1\r\n"));
  }
}
