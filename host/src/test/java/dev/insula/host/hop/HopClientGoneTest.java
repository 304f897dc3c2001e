package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave while the site is quiet: the site hears of it long before it would answer. */
@ParameterizedClass
@EnumSource(Way.class)
class HopClientGoneTest {
  private static final String GET = "GET /slow HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n";
  @TempDir Path directory;
  private final Rig rig;

  HopClientGoneTest(Way way) {
    rig = new Rig(way);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  private void start(ScriptedSite.Script script) throws IOException {
    rig.start(directory, script, target -> target);
  }

  /** Answers with this and nothing more, and reads until the front hangs up. */
  private static ScriptedSite.Script quietAfter(String answer) {
    return connection -> {
      connection.head();
      connection.write(answer);
      connection.rest();
    };
  }

  private void assertSiteHears() {
    rig.site().receivedAtEnd(0);
    assertInstanceOf(HopFailure.ClientGone.class, rig.front().finished(0).failure());
    assertEquals(0, rig.front().hop().counters().inFlight());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", EVENTS})
  void theClosedConnectionOfAWaitingClientEndsItsRequest(String begun) throws Exception {
    start(quietAfter(begun));
    try (Wire client = rig.front().connect()) {
      client.write(GET);
      rig.site().received(0);
      client.bytes(begun.isEmpty() ? 0 : 10);
    }
    assertSiteHears();
  }

  @Test
  void soDoesAReset() throws Exception {
    start(quietAfter(""));
    Wire client = rig.front().connect().write(GET);
    Await.until("the request", () -> rig.site().received(0).contains("/slow"));
    client.reset();
    assertSiteHears();
  }

  @Test
  void soDoesAClosedConnectionWithTls() throws Exception {
    start(quietAfter(""));
    try (SSLSocket client =
        (SSLSocket)
            TestTls.client().getSocketFactory().createSocket("localhost", rig.front().tlsPort())) {
      client.getOutputStream().write(GET.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      Await.until("the request", () -> rig.site().received(0).contains("/slow"));
    }
    assertSiteHears();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", EVENTS})
  void soDoesAStreamThatIsGivenUp(String begun) throws Exception {
    Path socket = directory.resolve("s");
    AtomicReference<HttpServerExchange> asked = new AtomicReference<>();
    try (ScriptedSite site = new ScriptedSite(socket, quietAfter(begun));
        Front front =
            new Front(
                HopTarget.of("shop", socket),
                HopCallbacks.plain(),
                hop ->
                    exchange -> {
                      asked.set(exchange);
                      hop.handleRequest(exchange);
                    });
        HttpClient http = HttpClient.newBuilder().sslContext(TestTls.client()).build()) {
      URI uri = URI.create("https://localhost:" + front.tlsPort() + "/slow");
      var waiting = http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      Await.until("the request", () -> site.received(0).contains("/slow"));
      HttpServerExchange exchange = asked.get();
      exchange.getIoThread().execute(exchange.getAttachment(Hop.GIVEN_UP));
      site.receivedAtEnd(0);
      assertInstanceOf(HopFailure.ClientGone.class, front.finished(0).failure());
      assertThrows(ExecutionException.class, waiting::get);
    }
  }

  @Test
  void whatAWaitingClientSendsNextIsKept() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    start(connection -> {
      for (var head = connection.head(); head.isPresent(); head = connection.head()) {
        try {
          looked.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        connection.write(OK);
      }
    });
    try (Wire client = rig.front().connect()) {
      client.write(GET);
      Await.until("the request", () -> rig.site().received(0).contains("/slow"));
      client.write(GET.replace("/slow", "/next"));
      long until = System.nanoTime() + 1_000_000_000L;
      Await.until("the front has looked", () -> System.nanoTime() > until);
      looked.countDown();
      assertEquals("ok", client.body(client.head().orElseThrow()));
      assertEquals("ok", client.body(client.head().orElseThrow()));
      client.write(GET);
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertTrue(rig.site().received(0).contains("/next"));
    assertEquals(Void.class, rig.failure(1));
  }
}
