package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to requests that share a link. */
class HopLinkTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  @TempDir Path directory;

  private Front front() throws IOException {
    HopTarget target = Way.LINK.target(directory.resolve("s"));
    return new Front(target.withLimits(target.limits().withBodyBytes(1L << 30)));
  }

  private FrameSite site(FrameSite.Script script) throws IOException {
    return new FrameSite(directory.resolve("s"), script);
  }

  private static void isServed(Wire client) throws IOException {
    String head = client.write(GET).head().orElseThrow();
    assertTrue(head.startsWith("HTTP/1.1 200 "), head);
    assertEquals("ok", client.body(head));
  }

  @Test
  void requestsThatAreUnderWayTogetherShareALinkForEachThread() throws Exception {
    Map<Integer, FrameSite.Link> first = new ConcurrentHashMap<>();
    Map<Integer, FrameSite.Link> second = new ConcurrentHashMap<>();
    List<Wire> clients = new ArrayList<>();
    FrameSite.Script collect =
        (link, stream, text) -> {
          if (first.putIfAbsent(stream, link) != null) {
            second.put(stream, link);
          }
        };
    try (FrameSite site = site(collect);
        Front front = front()) {
      for (int i = 0; i < 12; i++) {
        clients.add(front.connect().write(GET));
      }
      Await.until("all have come", () -> first.size() + second.size() == 12);
      assertTrue(site.links().size() <= 2, site.links().size() + " links");
      assertEquals(12, front.hop().connections());
      for (Map<Integer, FrameSite.Link> part : List.of(second, first)) {
        for (Map.Entry<Integer, FrameSite.Link> asked : part.entrySet()) {
          asked.getValue().send(asked.getKey(), OK);
        }
      }
      for (Wire client : clients) {
        assertEquals("ok", client.body(client.head().orElseThrow()));
        client.close();
      }
    }
  }

  @Test
  void aLinkEndsWithItsLastStream() throws Exception {
    try (FrameSite site = site((link, stream, text) -> link.send(stream, OK));
        Front front = front();
        Wire client = front.connect()) {
      isServed(client);
      isServed(client);
      assertEquals(1, site.links().size());
      front.hop().drain();
      Await.until("the link is closed", () -> site.links().getFirst().hasEnded());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, no such type",
    "9, 1, 1, no such type",
    "1, 0, 1, data without bytes",
    "1, 131073, 1, too long",
    "1, 5, 7, data of a stream that was never opened",
    "2, 131072, 1, credit for more than was sent",
    "3, 0, 0, stream 0"
  })
  void whatIsNoFrameIs502AndTheNextRequestGetsANewLink(
      int type, int number, int stream, String what) throws Exception {
    FrameSite.Script script =
        (link, asked, text) -> {
          if (text.startsWith("POST")) {
            link.raw(type, number, stream);
            link.raw(0x41, 0x414141, 0x41414141);
          } else {
            link.send(asked, OK);
          }
        };
    try (FrameSite site = site(script);
        Front front = front();
        Wire client = front.connect()) {
      client.write("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\n\r\n");
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 502 "), what + ": " + head);
      client.body(head);
      assertInstanceOf(HopFailure.BadAnswer.class, front.finished(0).failure(), what);
      Await.until("the link is closed", () -> site.links().getFirst().hasEnded());
      isServed(client);
      assertEquals(2, site.links().size());
    }
  }

  /** A body that ends with its connection: other than a socket, a stream tells how it ended. */
  @ParameterizedTest
  @ValueSource(strings = {"end", "reset", "link closed"})
  void onlyAnEndThatTheSiteSaysLooksLikeTheEnd(String how) throws Exception {
    FrameSite.Script script =
        (link, stream, text) -> {
          link.send(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf");
          switch (how) {
            case "end" -> link.end(stream, true);
            case "reset" -> link.end(stream, false);
            default -> link.close();
          }
        };
    try (FrameSite site = site(script);
        Front front = front();
        Wire client = front.connect()) {
      client.write(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      String all = client.rest();
      assertTrue(all.contains("half"), all);
      assertEquals(how.equals("end"), front.finished(0).failure() == null);
      if (all.toLowerCase(java.util.Locale.ROOT).contains("chunked")) {
        assertEquals(how.equals("end"), all.endsWith("0\r\n\r\n"), all);
      }
      assertFalse(site.links().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoTakesOrSendsNothingHoldsUpNobodyElse(boolean upload) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    ScriptedSite.Script script =
        connection -> {
          for (var head = connection.head(); head.isPresent(); head = connection.head()) {
            if (head.get().startsWith("POST")) {
              await(over);
            } else if (head.get().startsWith("GET /big")) {
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n");
              connection.write(new byte[50_000_000]);
            } else {
              connection.write(OK);
            }
          }
        };
    try (Rig rig = new Rig(Way.LINK)) {
      rig.start(
          directory, script, target -> target.withLimits(target.limits().withBodyBytes(1L << 30)));
      try (Wire first = rig.front().connect();
          Wire second = rig.front().connect()) {
        for (Wire stuck : List.of(first, second)) {
          if (upload) {
            stuck.write("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 50000000\r\n\r\n");
            Thread.ofVirtual().start(() -> sendMuch(stuck));
          } else {
            stuck.write("GET /big HTTP/1.1\r\nHost: a.test\r\n\r\n");
          }
        }
        Await.until("both are under way", () -> rig.site().connections().size() >= 2);
        for (int i = 0; i < 8; i++) {
          try (Wire client = rig.front().connect()) {
            isServed(client);
            isServed(client);
          }
        }
      } finally {
        over.countDown();
      }
    }
  }

  private static void sendMuch(Wire client) {
    try {
      client.write(new byte[50_000_000]);
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
