package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies on their way to the site. */
@ParameterizedClass
@EnumSource(Way.class)
class HopUploadTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String POST = "POST / HTTP/1.1\r\nHost: shop.test\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  @TempDir Path directory;
  private final Way way;
  private final Rig rig;

  HopUploadTest(Way way) {
    this.way = way;
    rig = new Rig(way);
  }

  private final AtomicReference<String> body = new AtomicReference<>("");

  private void start(ScriptedSite.Script script, long longestBody) throws IOException {
    rig.start(
        directory, script, target -> target.withLimits(target.limits().withBodyBytes(longestBody)));
  }

  /** Reads each request's body into {@link #body} and answers. */
  private void startReading(long longestBody) throws IOException {
    start(
        connection -> {
          Optional<String> head = connection.head();
          while (head.isPresent()) {
            body.set(connection.body(head.get()));
            connection.write(OK);
            head = connection.head();
          }
        },
        longestBody);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16_384, 1_000_000})
  void aBodyWithALengthArrivesWithIt(int length) throws Exception {
    startReading(1 << 20);
    String sent = "b".repeat(length);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 3; i++) {
        client.write(POST + "Content-Length: " + length + "\r\n\r\n" + sent);
        assertEquals("ok", client.body(client.head().orElseThrow()));
        assertEquals(sent, body.get());
      }
    }
    assertEquals(1, rig.site().connections().size());
    assertEquals(length, rig.front().finished(0).requestBytes());
  }

  @Test
  void aChunkedBodyArrivesInChunksOfOurs() throws Exception {
    startReading(1 << 20);
    try (Wire client = rig.front().connect()) {
      client.write(CHUNKED + "5;evil=1\r\nhello\r\n6\r\n world\r\n0\r\nX-Evil: trailer\r\n\r\n");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertEquals("hello world", body.get());
    String received = rig.site().received(0);
    assertFalse(received.contains("vil"), received);
    assertTrue(received.endsWith("\r\n0\r\n\r\n"), received);
  }

  @Test
  void megabytesInChunksArrive() throws Exception {
    startReading(1 << 24);
    String sent = "0123456789".repeat(300_000);
    try (Wire client = rig.front().connect()) {
      client.write(CHUNKED);
      for (int i = 0; i < sent.length(); i += 30_000) {
        client.write("7530\r\n" + sent.substring(i, i + 30_000) + "\r\n");
      }
      client.write("0\r\n\r\n");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertEquals(sent, body.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000\r\n\r\nhalf of it",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
      })
  void anUploadThatTheClientBreaksOffNeverLooksComplete(String request) throws Exception {
    for (boolean byReset : new boolean[] {false, true}) {
      try (Rig broken = new Rig(way)) {
        broken.start(directory, connection -> connection.rest(), target -> target);
        Wire client = broken.front().connect();
        client.write(POST + request);
        Await.until("the site has the head", () -> broken.site().received(0).contains("\r\n\r\n"));
        if (byReset) {
          client.reset();
        } else {
          client.close();
        }
        String received = broken.site().receivedAtEnd(0);
        assertFalse(received.endsWith("0\r\n\r\n"), received);
        assertEquals(HopFailure.ClientGone.class, broken.failure(0));
      }
    }
  }

  @Test
  void aLengthOverTheLimitIsRefusedUnread() throws Exception {
    startReading(1000);
    try (Wire client = rig.front().connect()) {
      client.write(POST + "Content-Length: 1001\r\n\r\n");
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 413 "), head);
      assertEquals("close", Wire.header(head, "Connection").orElseThrow());
    }
    assertEquals(0, rig.site().connections().size());
  }

  @Test
  void chunksOverTheLimitAreRefusedAndTheSiteSeesNoEnd() throws Exception {
    startReading(1000);
    try (Wire client = rig.front().connect()) {
      client.write(CHUNKED + "3e8\r\n" + "b".repeat(1000) + "\r\n1\r\nb\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 413 "));
    }
    String received = rig.site().receivedAtEnd(0);
    assertFalse(received.endsWith("0\r\n\r\n"), received);
  }

  @Test
  void anEarlyAnswerReachesTheClientWhileItSends() throws Exception {
    start(
        connection -> {
          connection.head();
          connection.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
        },
        Long.MAX_VALUE >> 8);
    try (Wire client = rig.front().connect()) {
      client.write(POST + "Content-Length: 100000000\r\n\r\n");
      byte[] piece = new byte[100_000];
      for (int i = 0; i < 500; i++) {
        client.write(piece);
      }
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 413 "), head);
      assertEquals("big", client.body(head));
    }
  }

  @Test
  void bothDirectionsStreamAtOnce() throws Exception {
    start(
        connection -> {
          connection.head();
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          for (int size = chunk(connection); size > 0; size = chunk(connection)) {
            connection.write(Integer.toHexString(size) + "\r\n" + connection.bytes(size) + "\r\n");
            connection.line();
          }
          connection.line();
          connection.write("0\r\n\r\n");
        },
        1 << 20);
    try (Wire client = rig.front().connect()) {
      client.write(CHUNKED);
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 200 "), head);
      for (int i = 0; i < 20; i++) {
        client.write("5\r\nping" + (char) ('a' + i) + "\r\n");
        assertEquals(5, chunk(client));
        assertEquals("ping" + (char) ('a' + i), client.line());
      }
      client.write("0\r\n\r\n");
      assertEquals(0, chunk(client));
      assertEquals("", client.line());
    }
  }

  private static int chunk(Wire connection) throws IOException {
    return Integer.parseInt(connection.line(), 16);
  }

  @Test
  void aClientWithoutBodySaysZero() throws Exception {
    startReading(1000);
    try (Wire client = rig.front().connect()) {
      client.write(POST + "Content-Length: 0\r\n\r\n");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
    assertEquals("0", Wire.header(rig.site().received(0), "Content-Length").orElseThrow());
  }
}
