package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** Each limit is answered with its status, at its exact size, and slow clients are let go. */
class GateLimitsTest {
  private static final HttpHandler SITE =
      exchange -> exchange.getRequestReceiver().receiveFullBytes((e, body) -> e.endExchange());
  private static final GateLimits SHORT = limits(10_000, 256);

  private static GateLimits limits(int connections, int perSource) {
    Duration second = Duration.ofSeconds(1);
    return new GateLimits(
        2000,
        500,
        1000,
        10,
        5000,
        second,
        second,
        second,
        second,
        240,
        connections,
        perSource,
        3,
        4,
        100,
        100,
        150);
  }

  private static FrontFixture front(GateLimits limits) throws Exception {
    return FrontFixture.plain(FrontFixture.priorKnowledge(limits), SITE);
  }

  private static int status(FrontFixture front, String request) throws Exception {
    try (RawHttp1 client = new RawHttp1(front.address())) {
      return client.send(request).status();
    }
  }

  private static String request(int target, int field, int fields) {
    return "GET /"
        + "a".repeat(target - 1)
        + " HTTP/1.1\r\nHost: a.test\r\nX: "
        + "y".repeat(field - 2)
        + "\r\n"
        + "A: b\r\n".repeat(fields - 2)
        + "\r\n";
  }

  @Test
  void headIsLimitedToTheByte() throws Exception {
    try (FrontFixture front = front(SHORT)) {
      assertEquals(200, status(front, request(500, 999, 10)));
      assertEquals(414, status(front, request(501, 10, 2)));
      assertEquals(431, status(front, request(1, 1002, 2)));
      assertEquals(431, status(front, request(1, 10, 11)));
      String two = ("B: " + "y".repeat(900) + "\r\n").repeat(2);
      assertEquals(431, status(front, request(300, 500, 3).replace("A: b\r\n", two)));
    }
  }

  @Test
  void requestsPerConnectionAreLimited() throws Exception {
    try (FrontFixture front = front(SHORT);
        RawHttp1 client = new RawHttp1(front.address())) {
      String request = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
      assertEquals(200, client.send(request).status());
      assertEquals(200, client.send(request).status());
      assertTrue(client.send(request).head().contains("Connection: close"));
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void streamsPerConnectionAreLimited() throws Exception {
    try (FrontFixture front = front(SHORT);
        RawHttp2 client = new RawHttp2(front.address())) {
      for (int n = 0; n < 4; n++) {
        client.request(2 * n + 1, RawHttp2.get("a.test", "/")).flush();
        assertEquals(200, client.outcome(2 * n + 1).status());
      }
      client.request(9, RawHttp2.get("a.test", "/")).flush();
      assertEquals(7, client.outcome(9).error());
      assertEquals(0, client.goAway());
    }
  }

  @Test
  void connectionsAreLimitedInAllAndPerSource() throws Exception {
    for (GateLimits limits : List.of(limits(5, 256), limits(100, 5))) {
      List<RawHttp1> open = new ArrayList<>();
      try (FrontFixture front = front(limits)) {
        for (int n = 0; n < 5; n++) {
          open.add(new RawHttp1(front.address()));
          assertEquals(200, open.get(n).send("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n").status());
        }
        try (RawHttp1 more = new RawHttp1(front.address())) {
          assertTrue(more.isClosedByServer());
        }
        open.getFirst().close();
        await(() -> front.listeners().connections() < 5);
        assertEquals(200, status(front, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"));
      }
    }
  }

  @Test
  void slowAndSilentClientsAreLetGo() throws Exception {
    String[] beginnings = {
      "",
      "GET / HT",
      "GET / HTTP/1.1\r\nHost: a.test\r\nX: y",
      "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\nabc",
      "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    };
    try (FrontFixture front = front(SHORT)) {
      for (String beginning : beginnings) {
        try (RawHttp1 client = new RawHttp1(front.address())) {
          client.send(beginning);
          if (beginning.endsWith("\r\n\r\n") && beginning.startsWith("GET")) {
            assertEquals(200, client.status());
          }
          long start = System.nanoTime();
          client.upTo("never");
          long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
          assertTrue(seconds <= 4, beginning + " was held for " + seconds + " s");
        }
      }
    }
  }

  @Test
  void drippingClientsAreLetGoWhileOthersAreServed() throws Exception {

    List<RawHttp1> drippers = new ArrayList<>();
    GateLimits limits = limits(10_000, 10_000);
    try (FrontFixture front = front(limits)) {
      for (int n = 0; n < 300; n++) {
        RawHttp1 dripper = new RawHttp1(front.address());
        String body = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 4000\r\n\r\n";
        drippers.add(dripper.send(n % 2 == 0 ? "GET / HTTP/1.1\r\nX: " : body));
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(25);
      while (System.nanoTime() < deadline) {
        assertEquals(200, status(front, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"));
        for (RawHttp1 dripper : List.copyOf(drippers)) {
          try {
            dripper.send("x");
          } catch (java.io.IOException closed) {
            drippers.remove(dripper);
            dripper.close();
          }
        }
        if (drippers.isEmpty()) {
          break;
        }
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
      assertEquals(0, drippers.size());
    }
  }

  @Test
  void streamWithoutWindowIsResetWhileOthersAreAnswered() throws Exception {
    String large = "x".repeat(200_000);
    HttpHandler site = exchange -> exchange.getResponseSender().send(large);
    try (FrontFixture front = FrontFixture.plain(FrontFixture.priorKnowledge(SHORT), site);
        RawHttp2 client = new RawHttp2(front.address())) {
      client.request(1, RawHttp2.get("a.test", "/")).flush();
      RawHttp2.Outcome outcome = client.outcome(1);
      assertEquals(200, outcome.status());
      assertEquals(8, outcome.error());
      assertTrue(outcome.body().length() < large.length());
      byte[] window = {0, 8, 0, 0};
      client.request(3, RawHttp2.get("a.test", "/"));
      client.frame(RawHttp2.WINDOW_UPDATE, 0, 3, window).flush();
      assertEquals(large.length(), client.outcome(3).body().length());
    }
  }

  @Test
  void limitsBelowOneAreToldSo() {
    assertThrows(IllegalArgumentException.class, () -> limits(0, 1));
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertTrue(condition.getAsBoolean());
  }

  @Test
  void anUpgradedConnectionMayBeQuiet() throws Exception {
    HttpHandler echo = exchange -> exchange.upgradeChannel((channel, _) -> echo(channel));
    String upgrade =
        "GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    try (FrontFixture front = FrontFixture.plain(FrontFixture.priorKnowledge(SHORT), echo);
        RawHttp1 upgraded = new RawHttp1(front.address());
        RawHttp1 idle = new RawHttp1(front.address())) {
      assertEquals(101, upgraded.send(upgrade).status());
      assertEquals(0, idle.status(), "an idle connection is closed in time");
      assertEquals("echo", upgraded.send("echo").text(4));
    }
  }

  private static void echo(StreamConnection channel) {
    channel
        .getSourceChannel()
        .setReadListener(source -> {
          ByteBuffer read = ByteBuffer.allocate(64);
          try {
            if (source.read(read) < 0) {
              IoUtils.safeClose(channel);
            } else {
              channel.getSinkChannel().write(read.flip());
            }
          } catch (IOException _) {
            IoUtils.safeClose(channel);
          }
        });
    channel.getSourceChannel().resumeReads();
  }
}
