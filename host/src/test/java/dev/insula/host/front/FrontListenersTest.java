package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Listening, changing what is listened on, and ending; WebSocket and event streams on the way. */
class FrontListenersTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
  private static final HttpHandler SITE = exchange -> exchange.getResponseSender().send("ok");

  @Test
  void listenersThatStayKeepTheirConnections() throws Exception {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, SITE);
        RawHttp1 client = new RawHttp1(front.address())) {
      assertEquals(200, client.send(REQUEST).status());
      ListenAddress kept = ListenAddress.of("http://127.0.0.1:0");
      ListenAddress added = ListenAddress.of("http://[::1]:0");
      int port = front.address().getPort();
      front.listeners().change(List.of(kept, added), GateOptions.STRICT);
      assertEquals(port, front.address(0).getPort());
      try (RawHttp1 other = new RawHttp1(front.address(1))) {
        assertEquals(200, other.send(REQUEST).status());
        front.listeners().change(List.of(kept), GateOptions.STRICT);
        assertEquals(200, other.send(REQUEST).status());
      }
      assertEquals(200, client.send(REQUEST).status());
    }
  }

  @Test
  void addressInUseIsToldAndChangesNothing() throws Exception {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, SITE)) {
      ListenAddress taken = new ListenAddress(false, front.address());
      ListenAddress wanted = ListenAddress.of("http://127.0.0.1:0");
      String said =
          assertThrows(
                  IOException.class,
                  () -> front.listeners().change(List.of(wanted, taken), GateOptions.STRICT))
              .toString();
      assertTrue(said.contains("listen: cannot listen on http://127.0.0.1:"), said);
      assertEquals(1, front.listeners().bound().size());
      try (RawHttp1 client = new RawHttp1(front.address())) {
        assertEquals(200, client.send(REQUEST).status());
      }
    }
  }

  @Test
  void drainLetsARequestEndAndClosesIdleConnections() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    HttpHandler waiting =
        exchange ->
            exchange.dispatch(() -> {
              arrived.countDown();
              await(release);
              exchange.getResponseSender().send("late");
            });
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, waiting);
        RawHttp1 idle = new RawHttp1(front.address());
        RawHttp1 busy = new RawHttp1(front.address())) {
      busy.send(REQUEST);
      await(arrived);
      Thread closing =
          Thread.ofVirtual().start(() -> front.listeners().close(Duration.ofSeconds(20)));
      assertTrue(idle.isClosedByServer());
      release.countDown();
      assertEquals(200, busy.status());
      assertEquals("late", busy.body());
      assertTrue(busy.isClosedByServer());
      assertTrue(closing.join(Duration.ofSeconds(10)));
    }
  }

  /** Its request may be under way; that of one which has asked before would be sent again. */
  @Test
  void drainAnswersAConnectionThatHasNotAskedYet() throws Exception {
    HttpHandler here = exchange -> exchange.getResponseSender().send("here");
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, here);
        RawHttp1 asked = new RawHttp1(front.address());
        RawHttp1 fresh = new RawHttp1(front.address())) {
      assertEquals(200, asked.send(REQUEST).status());
      assertEquals("here", asked.body());
      awaitConnections(front, 2);
      Thread closing =
          Thread.ofVirtual().start(() -> front.listeners().close(Duration.ofSeconds(20)));
      assertTrue(asked.isClosedByServer());
      assertEquals(200, fresh.send(REQUEST).status());
      assertEquals("here", fresh.body());
      assertTrue(fresh.isClosedByServer());
      assertTrue(closing.join(Duration.ofSeconds(10)));
    }
  }

  /** Accepted on one I/O thread for another one that is busy. */
  @Test
  void connectionsOnTheirWayBetweenThreadsAreAnswered() throws Exception {
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    HttpHandler here =
        exchange -> {
          if (exchange.getRequestPath().equals("/hold")) {
            held.countDown();
            await(release);
          }
          exchange.getResponseSender().send("here");
        };
    List<RawHttp1> clients = new ArrayList<>();
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, here);
        RawHttp1 holding = new RawHttp1(front.address())) {
      holding.send(REQUEST.replace("/ ", "/hold "));
      await(held);
      for (int i = 0; i < 24; i++) {
        clients.add(new RawHttp1(front.address()));
      }
      awaitNothingLeftToAccept(front.address().getPort());
      Thread closing =
          Thread.ofPlatform().start(() -> front.listeners().close(Duration.ofSeconds(20)));
      while (closing.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      release.countDown();
      for (RawHttp1 client : clients) {
        assertEquals(200, client.send(REQUEST).status());
      }
      assertTrue(closing.join(Duration.ofSeconds(10)));
    } finally {
      for (RawHttp1 client : clients) {
        client.close();
      }
    }
  }

  /**
   * In the kernel's tables of sockets state 0A listens, and its receive queue is to be accepted.
   */
  private static void awaitNothingLeftToAccept(int port) throws IOException {
    Pattern none =
        Pattern.compile("(?m)^.*:%04X [0-9A-F:]+ 0A [0-9A-F]+:00000000 .*$".formatted(port));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!none.matcher(sockets()).find()) {
      assertTrue(System.nanoTime() < deadline, "not accepted");
      Thread.onSpinWait();
    }
  }

  private static String sockets() throws IOException {
    return Files.readString(Path.of("/proc/net/tcp")) + Files.readString(Path.of("/proc/net/tcp6"));
  }

  private static void awaitConnections(FrontFixture front, int number) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (front.listeners().connections() < number) {
      assertTrue(System.nanoTime() < deadline, "not accepted");
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void webSocketPassesInBothDirections() throws Exception {
    HttpHandler echo =
        Handlers.websocket((exchange, channel) -> {
          channel
              .getReceiveSetter()
              .set(
                  new AbstractReceiveListener() {
                    @Override
                    protected void onFullTextMessage(
                        WebSocketChannel on, BufferedTextMessage message) {
                      WebSockets.sendText("echo " + message.getData(), on, null);
                    }
                  });
          channel.resumeReceives();
        });
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, echo);
        HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<String> heard = new CompletableFuture<>();
      URI uri = URI.create("ws://127.0.0.1:" + front.address().getPort() + "/");
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  uri,
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket on, CharSequence text, boolean last) {
                      heard.complete(text.toString());
                      return CompletableFuture.completedFuture(null);
                    }
                  })
              .get(10, TimeUnit.SECONDS);
      socket.sendText("hallo\r\n\0", true).get(10, TimeUnit.SECONDS);
      assertEquals("echo hallo\r\n\0", heard.get(10, TimeUnit.SECONDS));
      socket.abort();
    }
  }

  @Test
  void eventsArriveOneByOne() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    HttpHandler events =
        exchange ->
            exchange.dispatch(() -> {
              exchange.startBlocking();
              try {
                exchange.getOutputStream().write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
                exchange.getOutputStream().flush();
                await(seen);
                exchange.getOutputStream().write("data: 2\n\n".getBytes(StandardCharsets.US_ASCII));
                exchange.endExchange();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, events);
        RawHttp1 client = new RawHttp1(front.address())) {
      client.send(REQUEST).upTo("data: 1\n\n");
      seen.countDown();
      assertTrue(client.upTo("data: 2\n\n").endsWith("data: 2\n\n"));
    }
  }

  @Test
  void addressesAreReadAsTheManifestWritesThem() {
    assertEquals("http://127.0.0.1:8080", ListenAddress.of("http://127.0.0.1:8080").toString());
    assertEquals(443, ListenAddress.of("https://[::1]").socket().getPort());
    assertEquals("http://127.0.0.1:80", ListenAddress.of("http://localhost/").toString());
    for (String wrong :
        List.of(
            "127.0.0.1:80", "ftp://127.0.0.1", "http://a.test:80", "http://1.2.3.4/x", "http://")) {
      assertThrows(IllegalArgumentException.class, () -> ListenAddress.of(wrong), wrong);
    }
  }
}
