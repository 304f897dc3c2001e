package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a site: how many, how long, and what happens when one is dead. */
class HopPoolTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  @TempDir Path directory;
  private final Rig rig = new Rig();

  private void start(ScriptedSite.Script script, UnaryOperator<HopTarget> settings)
      throws IOException {
    rig.start(directory, script, settings);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  /** Answers one request in full, then dies in the middle of the second one. */
  private static ScriptedSite.Script diesAtSecondRequest(AtomicInteger seen) {
    return connection -> {
      for (int i = 0; i < 2; i++) {
        Optional<String> head = connection.head();
        if (head.isEmpty()) {
          return;
        }
        seen.incrementAndGet();
        connection.body(head.get());
        if (i == 0) {
          connection.write(OK);
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
  void whatMayBeDoneTwiceIsRetriedOnceOnAFreshConnection(String method) throws Exception {
    AtomicInteger seen = new AtomicInteger();
    start(diesAtSecondRequest(seen), target -> target);
    try (Wire client = rig.front().connect()) {
      client.body(client.write(GET).head().orElseThrow());
      client.write(method + " / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 200 "));
    }
    assertEquals(3, seen.get());
    assertEquals(2, rig.front().finished(1).attempts());
    assertEquals(1, rig.front().hop().counters().retries());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\n\r\n",
        "PATCH / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 4\r\n\r\nbody",
        "PUT / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 4\r\n\r\nbody",
        "FOO / HTTP/1.1\r\nHost: shop.test\r\n\r\n"
      })
  void whatMayHaveHappenedOnceIsNotSentAgain(String request) throws Exception {
    AtomicInteger seen = new AtomicInteger();
    start(diesAtSecondRequest(seen), target -> target);
    try (Wire client = rig.front().connect()) {
      client.body(client.write(GET).head().orElseThrow());
      client.write(request);
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 502 "));
    }
    assertEquals(2, seen.get());
    assertEquals(HopFailure.Died.class, rig.failure(1));
  }

  @Test
  void aSecondDeathIsTheEnd() throws Exception {
    start(connection -> connection.head(), target -> target);
    assertTrue(
        rig.front()
            .exchange("GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n")
            .startsWith("HTTP/1.1 502 "));
    assertEquals(2, rig.site().connections().size());
    assertEquals(2, rig.front().finished(0).attempts());
  }

  @Test
  void aByteOfAnAnswerForbidsTheRetry() throws Exception {
    start(
        connection -> {
          connection.head();
          connection.write("H");
        },
        target -> target);
    try (Wire client = rig.front().connect()) {
      assertTrue(client.write(GET).head().orElseThrow().startsWith("HTTP/1.1 502 "));
    }
    assertEquals(1, rig.site().connections().size());
  }

  @Test
  void aConnectionThatTheSiteClosedWhileIdleIsNotUsed() throws Exception {
    CountDownLatch close = new CountDownLatch(1);
    start(
        connection -> {
          connection.head();
          connection.write(OK);
          awaitQuietly(close);
        },
        target -> target);
    try (Wire client = rig.front().connect()) {
      client.body(client.write(GET).head().orElseThrow());
      assertEquals(1, rig.front().hop().connections());
      close.countDown();
      Await.until("the pool is empty", () -> rig.front().hop().connections() == 0);
      client.write("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 1\r\n\r\nx");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 200 "));
    }
    assertEquals(0, rig.front().hop().counters().retries());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void idleConnectionsAreClosedAfterTheirTime() throws Exception {
    start(
        ScriptedSite.always(OK),
        target -> target.withTimes(target.times().withKeepAlive(Duration.ofMillis(300))));
    try (Wire client = rig.front().connect()) {
      client.body(client.write(GET).head().orElseThrow());
      assertEquals(1, rig.front().hop().connections());
      rig.site().receivedAtEnd(0);
      assertEquals(0, rig.front().hop().connections());
    }
  }

  @Test
  void noMoreConnectionsThanAllowedAndEveryRequestIsAnswered() throws Exception {
    int most = 0;
    start(
        ScriptedSite.always(OK),
        target -> target.withLimits(target.limits().withConnections(3).withQueue(1000)));
    List<Wire> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(rig.front().connect());
    }
    for (int round = 0; round < 20; round++) {
      for (Wire client : clients) {
        client.write(GET);
      }
      for (Wire client : clients) {
        assertEquals("ok", client.body(client.head().orElseThrow()));
        most = Math.max(most, rig.front().hop().connections());
      }
    }
    for (Wire client : clients) {
      client.close();
    }
    assertTrue(most <= 3, "at once: " + most);
    int made = rig.site().connections().size();
    assertTrue(made < 200, "connections for 800 requests: " + made);
  }

  @Test
  void oneConnectionServesRequestsOfAllThreads() throws Exception {
    start(ScriptedSite.always(OK), target -> target.withLimits(target.limits().withConnections(1)));
    for (int i = 0; i < 12; i++) {
      try (Wire client = rig.front().connect()) {
        assertEquals("ok", client.body(client.write(GET).head().orElseThrow()));
      }
    }
  }

  @Test
  void aFullQueueIsAnsweredAtOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    start(
        connection -> {
          connection.head();
          awaitQuietly(go);
          connection.write(OK);
          ScriptedSite.always(OK).serve(connection);
        },
        target -> target.withLimits(target.limits().withConnections(1).withQueue(1)));
    try (Wire first = rig.front().connect();
        Wire second = rig.front().connect();
        Wire third = rig.front().connect()) {
      first.write(GET);
      Await.until("the site is busy", () -> rig.site().connections().size() == 1);
      second.write(GET);
      Await.until("one waits", () -> rig.front().hop().counters().inFlight() == 2);
      String head = third.write(GET).head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 503 "), head);
      assertEquals("1", Wire.header(head, "Retry-After").orElseThrow());
      go.countDown();
      assertEquals("ok", first.body(first.head().orElseThrow()));
      assertEquals("ok", second.body(second.head().orElseThrow()));
    }
  }

  @Test
  void aWaitThatIsTooLongEndsWith503() throws Exception {
    start(
        connection -> connection.rest(),
        target ->
            target
                .withLimits(target.limits().withConnections(1))
                .withTimes(target.times().withQueue(Duration.ofMillis(200))));
    try (Wire first = rig.front().connect();
        Wire second = rig.front().connect()) {
      first.write(GET);
      Await.until("the site is busy", () -> rig.site().connections().size() == 1);
      String head = second.write(GET).head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 503 "), head);
      assertEquals(HopFailure.Saturated.class, rig.failure(0));
    }
  }

  @Test
  void aClientThatLeavesWhileItWaitsMakesRoomForAnother() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    start(
        connection -> {
          for (var head = connection.head(); head.isPresent(); head = connection.head()) {
            awaitQuietly(go);
            connection.write(OK);
          }
        },
        target -> target.withLimits(target.limits().withConnections(1).withQueue(1)));
    try (Wire first = rig.front().connect();
        Wire third = rig.front().connect()) {
      first.write(GET);
      Await.until("the site is busy", () -> rig.site().connections().size() == 1);
      try (Wire second = rig.front().connect()) {
        second.write(GET.replace("/", "/left"));
        Await.until("one waits", () -> rig.front().hop().counters().inFlight() == 2);
      }
      assertEquals(HopFailure.ClientGone.class, rig.failure(0));
      third.write(GET);
      Await.until("the third waits", () -> rig.front().hop().counters().inFlight() == 2);
      go.countDown();
      assertEquals("ok", first.body(first.head().orElseThrow()));
      assertEquals("ok", third.body(third.head().orElseThrow()));
    }
    assertFalse(rig.site().received(0).contains("/left"));
  }

  @Test
  void drainingClosesIdleConnectionsAndFinishesTheOthers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger requests = new AtomicInteger();
    start(
        connection -> {
          for (var head = connection.head(); head.isPresent(); head = connection.head()) {
            if (requests.incrementAndGet() == 2) {
              awaitQuietly(go);
            }
            connection.write(OK);
          }
        },
        target -> target);
    try (Wire idle = rig.front().connect();
        Wire busy = rig.front().connect()) {
      idle.body(idle.write(GET).head().orElseThrow());
      busy.write(GET);
      Await.until("one is busy", () -> requests.get() == 2);
      rig.front().hop().drain();
      Await.until("the idle one is gone", () -> rig.front().hop().connections() == 1);
      go.countDown();
      assertEquals("ok", busy.body(busy.head().orElseThrow()));
      Await.until("none is left", () -> rig.front().hop().connections() == 0);
      assertEquals("ok", busy.body(busy.write(GET).head().orElseThrow()));
      Await.until("none is kept", () -> rig.front().hop().connections() == 0);
    }
  }
}
