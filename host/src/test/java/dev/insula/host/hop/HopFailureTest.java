package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites that are not there, belong to somebody else, or take too long. */
class HopFailureTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  @TempDir Path directory;

  private HopTarget target() {
    return HopTarget.of("shop", directory.resolve("s"));
  }

  private static void expect(Front front, int status, Class<? extends HopFailure> failure)
      throws IOException {
    try (Wire client = front.connect()) {
      String head = client.write(GET).head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
      assertFalse(client.body(head).contains("shop"));
      assertEquals(status == 503, Wire.header(head, "Retry-After").isPresent(), head);
    }
    assertInstanceOf(failure, front.finished(0).failure());
  }

  @Test
  void noSocketIs503() throws Exception {
    try (Front front = new Front(target())) {
      expect(front, 503, HopFailure.Unreachable.class);
      assertEquals(0, front.hop().connections());
    }
  }

  @Test
  void aSocketThatNobodyListensOnIs503() throws Exception {
    new ScriptedSite(directory.resolve("s"), connection -> {}).close();
    assertTrue(Files.exists(directory.resolve("s")));
    try (Front front = new Front(target())) {
      expect(front, 503, HopFailure.Unreachable.class);
    }
  }

  @Test
  void aSiteOfAnotherUserIs502AndGetsNothing() throws Exception {
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), Wire::rest);
        Front front = new Front(target().withPeerUser("no-such-user"))) {
      expect(front, 502, HopFailure.Refused.class);
      assertEquals("", site.receivedAtEnd(0));
      assertEquals(0, front.hop().connections());
    }
  }

  @Test
  void aSiteOfTheRightUserIsServed() throws Exception {
    String me = Files.getOwner(directory).getName();
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), ScriptedSite.always(OK));
        Front front = new Front(target().withPeerUser(me));
        Wire client = front.connect()) {
      assertEquals("ok", client.body(client.write(GET).head().orElseThrow()));
      assertEquals(1, site.connections().size());
    }
  }

  @Test
  void anUnreachableSiteMayBeWaitedFor() throws Exception {
    AtomicReference<HttpServerExchange> held = new AtomicReference<>();
    HopCallbacks callbacks =
        HopCallbacks.plain()
            .withWhenUnreachable(exchange -> {
              exchange.dispatch(Runnable::run, () -> held.set(exchange));
            });
    try (Front front = new Front(target(), callbacks, hop -> hop);
        Wire client = front.connect()) {
      client.write("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 4\r\n\r\nbody");
      Await.until("it is held", () -> held.get() != null);
      assertEquals(0, front.hop().counters().inFlight());
      try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), ScriptedSite.always(OK))) {
        HttpServerExchange exchange = held.get();
        exchange.getIoThread().execute(() -> front.hop().handleRequest(exchange));
        assertEquals("ok", client.body(client.head().orElseThrow()));
        assertTrue(site.received(0).endsWith("body"));
      }
    }
  }

  @Test
  void anErrorPageOfTheFrontsIsUsed() throws Exception {
    HopCallbacks callbacks =
        HopCallbacks.plain()
            .withErrorPage((exchange, failure, id) -> "page " + failure.status() + " " + id);
    try (Front front = new Front(target(), callbacks, hop -> hop);
        Wire client = front.connect()) {
      String head = client.write(GET).head().orElseThrow();
      assertEquals("page 503 " + front.finished(0).id(), client.body(head));
      client.write("HEAD / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 503 "));
      client.write(GET);
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 503 "));
    }
  }

  private Front late(UnaryOperator<HopTimes> times) throws IOException {
    return new Front(target().withTimes(times.apply(HopTimes.DEFAULTS)));
  }

  @Test
  void noAnswerInTimeIs504() throws Exception {
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), Wire::rest);
        Front front = late(times -> times.withAnswer(Duration.ofMillis(300)))) {
      expect(front, 504, HopFailure.TooSlow.class);
      assertTrue(site.receivedAtEnd(0).startsWith("GET / "));
      assertEquals(1, front.finished(0).attempts());
    }
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsCut() throws Exception {
    ScriptedSite.Script stops =
        connection -> {
          connection.head();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
          connection.rest();
        };
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), stops);
        Front front = late(times -> times.withIdle(Duration.ofMillis(300)))) {
      assertTrue(front.exchange(GET).endsWith("\r\n\r\nhello"));
      assertInstanceOf(HopFailure.TooSlow.class, front.finished(0).failure());
      site.receivedAtEnd(0);
    }
  }

  @Test
  void aClientThatStopsSendingIs408AndTheSiteSeesNoEnd() throws Exception {
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), Wire::rest);
        Front front = late(times -> times.withClient(Duration.ofMillis(300)));
        Wire client = front.connect()) {
      client.write("POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 408 "));
      assertFalse(site.receivedAtEnd(0).endsWith("0\r\n\r\n"));
    }
  }

  @Test
  void aClientThatTakesNothingIsCut() throws Exception {
    ScriptedSite.Script floods =
        connection -> {
          connection.head();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
          connection.write(new byte[100_000_000]);
        };
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), floods);
        Front front = late(times -> times.withClient(Duration.ofMillis(300)));
        Wire client = front.connect()) {
      client.write(GET);
      assertInstanceOf(HopFailure.ClientTooSlow.class, front.finished(0).failure());
      site.receivedAtEnd(0);
    }
  }

  @Test
  void bytesThatNoRequestMayHoldAreNotSent() throws Exception {
    try (ScriptedSite site = new ScriptedSite(directory.resolve("s"), ScriptedSite.always(OK));
        Front front =
            new Front(
                target(),
                HopCallbacks.plain(),
                hop ->
                    exchange -> {
                      exchange
                          .getRequestHeaders()
                          .put(HttpString.tryFromString("A"), "b\u010d\u010ac: d");
                      hop.handleRequest(exchange);
                    });
        Wire client = front.connect()) {
      client.write(GET);
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 400 "));
      Await.until("no connection is left", () -> front.hop().connections() == 0);
      assertEquals("", site.receivedAtEnd(0));
    }
  }
}
