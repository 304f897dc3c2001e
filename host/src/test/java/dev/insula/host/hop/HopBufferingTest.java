package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that are received as a whole first. */
class HopBufferingTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String POST = "POST / HTTP/1.1\r\nHost: shop.test\r\n";
  private static final int MEMORY = 4096;
  @TempDir Path directory;
  private final Rig rig = new Rig();
  private final AtomicReference<String> body = new AtomicReference<>("");

  private SpoolDirectory start(Buffering.Bodies bodies, long quota, ScriptedSite.Script script)
      throws IOException {
    SpoolDirectory spool = new SpoolDirectory(directory.resolve("spool"), quota);
    rig.start(
        directory,
        script,
        target -> target.withBuffering(new Buffering.Spooled(bodies, MEMORY, spool)));
    return spool;
  }

  private void reading(Wire connection) throws IOException {
    Optional<String> head = connection.head();
    while (head.isPresent()) {
      body.set(connection.body(head.get()));
      connection.write(OK);
      head = connection.head();
    }
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  private static String chunked(String text) {
    StringBuilder request = new StringBuilder(POST).append("Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < text.length(); i += 10_000) {
      String piece = text.substring(i, Math.min(text.length(), i + 10_000));
      request.append(Integer.toHexString(piece.length())).append("\r\n");
      request.append(piece).append("\r\n");
    }
    return request.append("0\r\n\r\n").toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MEMORY - 1, MEMORY, MEMORY + 1, 3 * MEMORY, 1_000_000})
  void aChunkedBodyArrivesWithItsLength(int length) throws Exception {
    SpoolDirectory spool = start(Buffering.Bodies.WITHOUT_LENGTH, 2_000_000, this::reading);
    String sent = "0123456789".repeat(length / 10 + 1).substring(0, length);
    try (Wire client = rig.front().connect()) {
      for (int i = 1; i <= 3; i++) {
        client.write(chunked(sent));
        assertEquals("ok", client.body(client.head().orElseThrow()));
        assertEquals(sent, body.get());
      }
    }
    String received = rig.site().received(0);
    assertTrue(received.contains("Content-Length: " + length + "\r\n"));
    assertTrue(!received.contains("chunked"));
    Await.until("the quota is free", () -> spool.usedBytes() == 0);
    if (Files.exists(directory.resolve("spool"))) {
      try (var files = Files.list(directory.resolve("spool"))) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void theSiteHearsNothingUntilTheBodyIsWhole() throws Exception {
    start(Buffering.Bodies.ALL, 1_000_000, this::reading);
    try (Wire client = rig.front().connect()) {
      client.write(POST + "Content-Length: 10\r\n\r\n12345");
      Await.until("it is known", () -> rig.front().hop().counters().inFlight() == 1);
      assertEquals(0, rig.site().connections().size());
      client.write("67890");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertEquals("1234567890", body.get());
  }

  @Test
  void aBodyWithALengthStreamsWhereOnlyOthersAreBuffered() throws Exception {
    start(Buffering.Bodies.WITHOUT_LENGTH, 1_000_000, this::reading);
    try (Wire client = rig.front().connect()) {
      client.write(POST + "Content-Length: 10\r\n\r\n12345");
      assertTrue(rig.site().received(0).isEmpty() || rig.site().connections().size() == 1);
      client.write("67890");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
  }

  @Test
  void aFullQuotaIs503AndIsFreeAgainAfterwards() throws Exception {
    SpoolDirectory spool = start(Buffering.Bodies.ALL, 20_000, this::reading);
    try (Wire client = rig.front().connect()) {
      client.write(chunked("x".repeat(100_000)));
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 503 "));
      assertInstanceOf(HopFailure.NoRoom.class, rig.front().finished(0).failure());
    }
    Await.until("the quota is free", () -> spool.usedBytes() == 0);
    try (Wire client = rig.front().connect()) {
      client.write(chunked("x".repeat(15_000)));
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 200 "));
    }
    assertEquals(1, rig.site().connections().size());
  }

  @Test
  void anUploadThatBreaksOffNeverReachesTheSiteAndFreesItsSpace() throws Exception {
    SpoolDirectory spool = start(Buffering.Bodies.ALL, 1_000_000, this::reading);
    Wire client = rig.front().connect();
    client.write(POST + "Content-Length: 100000\r\n\r\n" + "x".repeat(50_000));
    Await.until("something is spooled", () -> spool.usedBytes() > 0);
    client.reset();
    assertInstanceOf(HopFailure.ClientGone.class, rig.front().finished(0).failure());
    Await.until("the quota is free", () -> spool.usedBytes() == 0);
    assertEquals(0, rig.site().connections().size());
  }

  @Test
  void aBufferedPutIsRetriedWithItsBody() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    start(
        Buffering.Bodies.ALL,
        1_000_000,
        connection -> {
          String head = connection.head().orElseThrow();
          body.set(connection.body(head));
          if (seen.incrementAndGet() > 1) {
            connection.write(OK);
          }
        });
    String sent = "0123456789".repeat(5_000);
    try (Wire client = rig.front().connect()) {
      client.write(chunked(sent).replace("POST", "PUT"));
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertEquals(2, seen.get());
    assertEquals(sent, body.get());
  }

  @Test
  void aClientThatAsksFirstIsToldToSend() throws Exception {
    start(Buffering.Bodies.ALL, 1_000_000, this::reading);
    try (Wire client = rig.front().connect()) {
      client.write(POST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 100 "));
      client.write("body");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertTrue(Wire.header(rig.site().received(0).split("\r\n\r\n", 2)[0], "Expect").isEmpty());
  }
}
