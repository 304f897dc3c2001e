package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WSGI server as it is installed, with its habits. */
class HopGunicornTest {
  private static final String END = " HTTP/1.1\r\nHost: shop.test\r\n";
  private static final String[] THREADS = {
    "--worker-class", "gthread", "--threads", "4", "--keep-alive", "5"
  };
  @TempDir Path directory;
  private Path socket = Path.of("s");
  private HopTarget target = HopTarget.of("shop", socket);

  @BeforeEach
  void nameTheSocket() {
    socket = directory.resolve("s");
    target = HopTarget.of("shop", socket).withLimits(HopLimits.DEFAULTS.withConnections(4));
  }

  private static String answer(Wire client, String request) throws Exception {
    String head = client.write(request).head().orElseThrow();
    assertTrue(head.startsWith("HTTP/1.1 200 "), head);
    return client.body(head);
  }

  @Test
  void requestsOfEachKindFollowEachOther() throws Exception {
    try (Gunicorn gunicorn = new Gunicorn(directory, socket, THREADS);
        Front front = new Front(target);
        Wire client = front.connect()) {
      assertTrue(gunicorn != null);
      for (int i = 0; i < 20; i++) {
        assertEquals(
            "GET /a length=None read=0 from=127.0.0.1", answer(client, "GET /a" + END + "\r\n"));
        // gunicorn sends the body that the application gave for HEAD as well
        client.write("HEAD /a" + END + "\r\n");
        assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 200 "));
        assertEquals(
            "POST /b length=3 read=3 from=127.0.0.1",
            answer(client, "POST /b" + END + "Content-Length: 3\r\n\r\nabc"));
        client.write("GET /empty" + END + "\r\n");
        assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 304 "));
      }
      assertTrue(front.hop().connections() <= 4);
      assertEquals(0, front.hop().counters().failures());
    }
  }

  @Test
  void aBodyWithoutLengthHasOneWhenItIsBuffered() throws Exception {
    String post = "POST /c" + END + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    Buffering buffering = Buffering.withoutLength(directory.resolve("spool"), 1 << 20);
    try (Gunicorn gunicorn = new Gunicorn(directory, socket, THREADS);
        Front streaming = new Front(target);
        Front buffered = new Front(target.withBuffering(buffering));
        Wire one = streaming.connect();
        Wire other = buffered.connect()) {
      assertTrue(gunicorn != null);
      assertEquals("POST /c length=None read=5 from=127.0.0.1", answer(one, post));
      assertEquals("POST /c length=5 read=5 from=127.0.0.1", answer(other, post));
    }
  }

  @Test
  void megabytesPassBothWaysInChunks() throws Exception {
    try (Gunicorn gunicorn = new Gunicorn(directory, socket, THREADS);
        Front front = new Front(target);
        Wire client = front.connect()) {
      assertTrue(gunicorn != null);
      assertEquals(160 * 65_536, answer(client, "GET /big" + END + "\r\n").length());
      StringBuilder post =
          new StringBuilder("POST /d" + END + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 80; i++) {
        post.append("10000\r\n").append("y".repeat(65_536)).append("\r\n");
      }
      assertEquals(
          "POST /d length=None read=5242880 from=127.0.0.1",
          answer(client, post.append("0\r\n\r\n").toString()));
    }
  }

  @Test
  void aSyncWorkerServesAndADeadOneIs502() throws Exception {
    try (Gunicorn gunicorn = new Gunicorn(directory, socket);
        Front front = new Front(target.withLimits(HopLimits.DEFAULTS.withConnections(1)));
        Wire client = front.connect()) {
      assertTrue(gunicorn != null);
      for (int i = 0; i < 5; i++) {
        assertEquals(
            "GET /e length=None read=0 from=127.0.0.1", answer(client, "GET /e" + END + "\r\n"));
      }
      client.write("POST /die" + END + "Content-Length: 1\r\n\r\nx");
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 502 "), head);
      client.body(head);
      // The arbiter keeps the socket, so the next request waits for the next worker. The client is
      // another one: of the first one's body the end may not have been read, which closes it.
      try (Wire next = front.connect()) {
        assertEquals(
            "GET /f length=None read=0 from=127.0.0.1", answer(next, "GET /f" + END + "\r\n"));
      }
    }
  }
}
