package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flood of any kind of frame ends its connection early, and no other. */
class Http2FloodTest {
  private static final int PROTOCOL_ERROR = 1;
  private static final int CALM = 11;
  private static final int MOST_RUNS = 300;
  private static final long MOST_HEAP = 16L * 1024 * 1024;

  private final AtomicInteger runs = new AtomicInteger();
  private final HttpHandler slow =
      exchange -> {
        runs.incrementAndGet();
        exchange.dispatch(() ->
            exchange.getIoThread().executeAfter(exchange::endExchange, 20, TimeUnit.MILLISECONDS));
      };
  private final HttpHandler instant =
      exchange -> {
        runs.incrementAndGet();
        exchange.endExchange();
      };
  private FrontFixture front;

  @BeforeEach
  void open() throws Exception {
    front = FrontFixture.plain(FrontFixture.priorKnowledge(GateLimits.DEFAULT), slow);
  }

  @AfterEach
  void close() {
    front.close();
  }

  /** Sends events in portions until the server ends the connection; returns the events it took. */
  private int flood(FrontFixture target, RawHttp2 client, int events, IntConsumer event)
      throws Exception {
    System.gc();
    long before = used();
    for (int n = 0; n < events; n++) {
      event.accept(n);
      if (n % 50 == 49) {
        client.flush();
      }
    }
    client.flush();
    int error = client.goAway();
    assertTrue(error == CALM || error == PROTOCOL_ERROR || error == 255, "ended with " + error);
    assertTrue(runs.get() <= MOST_RUNS, runs + " handler runs");
    System.gc();
    assertTrue(used() - before < MOST_HEAP, "heap grew by " + (used() - before));
    try (RawHttp2 other = new RawHttp2(target.address())) {
      other.request(1, RawHttp2.get("a.test", "/")).flush();
      assertEquals(200, other.outcome(1).status());
    }
    return error;
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static int stream(int n) {
    return 2 * n + 1;
  }

  @Test
  void completeRequestsThatAreResetAtOnce() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(
          front,
          client,
          20_000,
          n ->
              client
                  .request(stream(n), RawHttp2.get("a.test", "/"))
                  .frame(RawHttp2.RST_STREAM, 0, stream(n), new byte[] {0, 0, 0, 8}));
    }
  }

  @Test
  void completeRequestsThatAreResetAtOnceWithAnInstantSite() throws Exception {
    try (FrontFixture quick =
            FrontFixture.plain(FrontFixture.priorKnowledge(GateLimits.DEFAULT), instant);
        RawHttp2 client = new RawHttp2(quick.address())) {
      flood(
          quick,
          client,
          20_000,
          n ->
              client
                  .request(stream(n), RawHttp2.get("a.test", "/"))
                  .frame(RawHttp2.RST_STREAM, 0, stream(n), new byte[] {0, 0, 0, 8}));
    }
  }

  @Test
  void openRequestsThatAreReset() throws Exception {
    byte[] block = RawHttp2.block(RawHttp2.get("a.test", "/"));
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(
          front,
          client,
          20_000,
          n ->
              client
                  .frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream(n), block)
                  .frame(RawHttp2.RST_STREAM, 0, stream(n), new byte[] {0, 0, 0, 8}));
    }
  }

  @Test
  void resetsThatTheServerIsMadeToSend() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(
          front,
          client,
          20_000,
          n ->
              client
                  .request(stream(n), RawHttp2.get("a.test", "/"))
                  .frame(RawHttp2.WINDOW_UPDATE, 0, stream(n), new byte[4]));
    }
  }

  @Test
  void moreStreamsAtOnceThanWereAllowed() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(front, client, 2_000, n -> client.request(stream(n), RawHttp2.get("a.test", "/")));
    }
  }

  @Test
  void pings() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(front, client, 100_000, n -> client.frame(RawHttp2.PING, 0, 0, new byte[8]));
    }
  }

  @Test
  void acknowledgedPings() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(front, client, 20_000, n -> client.frame(RawHttp2.PING, 1, 0, new byte[8]));
    }
  }

  @Test
  void settings() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(front, client, 20_000, n -> client.frame(RawHttp2.SETTINGS, 0, 0));
    }
  }

  @Test
  void priorities() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(front, client, 20_000, n -> client.frame(RawHttp2.PRIORITY, 0, stream(n), new byte[5]));
    }
  }

  @Test
  void unknownFrames() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(front, client, 20_000, n -> client.frame(0xfa, 0, 0, new byte[3]));
    }
  }

  @Test
  void windowUpdates() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      flood(
          front,
          client,
          20_000,
          n -> client.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1}));
    }
  }

  @Test
  void dataFramesWithoutData() throws Exception {
    byte[] block =
        RawHttp2.block(":method", "POST", ":scheme", "http", ":path", "/", ":authority", "a.test");
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, block);
      flood(front, client, 50_000, n -> client.frame(RawHttp2.DATA, 0, 1));
    }
  }

  @Test
  void continuationsWithoutContent() throws Exception {
    byte[] block = RawHttp2.block(RawHttp2.get("a.test", "/"));
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, block);
      flood(front, client, 20_000, n -> client.frame(RawHttp2.CONTINUATION, 0, 1));
    }
  }

  @Test
  void continuationsWithContent() throws Exception {
    byte[] block = RawHttp2.block(RawHttp2.get("a.test", "/"));
    byte[] more = RawHttp2.block("x", "y".repeat(1000));
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, block);
      flood(front, client, 2_000, n -> client.frame(RawHttp2.CONTINUATION, 0, 1, more));
    }
  }

  @Test
  void headersThatExpandBeyondMeasure() throws Exception {
    byte[] first = RawHttp2.block("x", "y".repeat(3900));
    first[0] = 0x40;
    byte[] request = RawHttp2.block(RawHttp2.get("a.test", "/"));
    byte[] bomb = new byte[request.length + first.length + 10_000];
    System.arraycopy(request, 0, bomb, 0, request.length);
    System.arraycopy(first, 0, bomb, request.length, first.length);
    java.util.Arrays.fill(bomb, request.length + first.length, bomb.length, (byte) (0x80 | 62));
    System.gc();
    long before = used();
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, bomb).flush();
      assertTrue(client.outcome(1).isRefused());
    }
    assertEquals(0, runs.get());
    assertTrue(used() - before < MOST_HEAP);
  }
}
