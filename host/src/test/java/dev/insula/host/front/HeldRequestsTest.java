package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Requests that wait for the start of their site, and clients that do not. */
class HeldRequestsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpHandler LATE = exchange -> exchange.setStatusCode(503);

  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final List<String> left = new CopyOnWriteArrayList<>();
  private final List<String> served = new CopyOnWriteArrayList<>();
  private final HeldRequests held =
      new HeldRequests(exchange -> left.add(exchange.getRequestPath()));

  private FrontFixture front(int most, Duration longest) throws IOException {
    return FrontFixture.plain(
        FrontFixture.priorKnowledge(GateLimits.DEFAULT),
        exchange -> {
          if (held.hold(exchange, most, longest, LATE)) {
            kept.add(exchange.getRequestPath());
          } else {
            exchange.setStatusCode(429);
          }
        });
  }

  private void serve(HttpServerExchange exchange) {
    served.add(exchange.getRequestPath());
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void theyAreServedWhenTheSiteIsThere() throws IOException {
    try (FrontFixture front = front(1, PATIENCE);
        RawHttp1 client = new RawHttp1(front.address())) {
      client.send(get("/waits"));
      await(() -> kept.contains("/waits"));
      held.release(this::serve);
      assertEquals(200, client.status());
      assertEquals(List.of("/waits"), served);
    }
  }

  @Test
  void oneWhoseClientLeavesMakesRoomForAnotherAndIsNeverServed() throws IOException {
    try (FrontFixture front = front(1, PATIENCE);
        RawHttp1 second = new RawHttp1(front.address())) {
      try (RawHttp1 first = new RawHttp1(front.address())) {
        first.send(get("/leaves"));
        await(() -> kept.contains("/leaves"));
      }
      await(() -> held.count() == 0);
      assertEquals(List.of("/leaves"), left);
      second.send(get("/waits"));
      await(() -> kept.contains("/waits"));
      held.release(this::serve);
      assertEquals(200, second.status());
      assertEquals(List.of("/waits"), served);
    }
  }

  @Test
  void anHttp2StreamThatIsResetLeavesAsWell() throws IOException {
    try (FrontFixture front = front(1, PATIENCE);
        RawHttp2 client = new RawHttp2(front.address())) {
      client.request(1, RawHttp2.get("a.test", "/leaves")).flush();
      await(() -> kept.contains("/leaves"));
      client.frame(RawHttp2.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8}).flush();
      await(() -> held.count() == 0);
      assertEquals(List.of("/leaves"), left);
    }
  }

  @Test
  void oneThatHasWaitedTooLongIsAnsweredByWhoeverWasNamed() throws IOException {
    try (FrontFixture front = front(1, Duration.ofMillis(100));
        RawHttp1 client = new RawHttp1(front.address())) {
      assertEquals(503, client.send(get("/waits")).status());
      assertEquals(0, held.count());
    }
  }
}
