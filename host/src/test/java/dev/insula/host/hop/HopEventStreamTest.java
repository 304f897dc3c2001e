package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Server-sent events: the site sends the next one only after the client has read the one before, so
 * that a buffer anywhere between them would stop both.
 */
@ParameterizedClass
@EnumSource(Way.class)
class HopEventStreamTest {
  private static final int EVENTS = 20;
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
  @TempDir Path directory;
  private final Rig rig;

  HopEventStreamTest(Way way) {
    rig = new Rig(way);
  }

  private final Semaphore seen = new Semaphore(0);

  private static String event(int number) {
    return "data: " + number + "\n\n";
  }

  private void start(boolean chunked, boolean raw, int events) throws IOException {
    rig.start(
        directory, site -> serve(site, chunked, events), target -> target.withRawAnswers(raw));
  }

  private void serve(Wire site, boolean chunked, int events) throws IOException {
    assertTrue(site.head().isPresent());
    site.write(HEAD + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n"));
    for (int i = 0; i < events; i++) {
      String text = event(i);
      site.write(chunked ? Integer.toHexString(text.length()) + "\r\n" + text + "\r\n" : text);
      seen.acquireUninterruptibly();
    }
    site.write(chunked ? "0\r\n\r\n" : "");
  }

  @AfterEach
  void stop() throws IOException {
    seen.release(EVENTS);
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachEventArrivesBeforeTheNextIsSent(boolean raw) throws Exception {
    start(true, raw, EVENTS);
    try (Wire client = rig.front().connect()) {
      String head = client.write("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n").head().orElseThrow();
      assertTrue(head.contains("Transfer-Encoding: chunked\r\n"), head);
      for (int i = 0; i < EVENTS; i++) {
        int size = Integer.parseInt(client.line(), 16);
        assertEquals(event(i), client.bytes(size));
        assertEquals("", client.line());
        seen.release();
      }
      assertEquals("0", client.line());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachEventArrivesByHttp2AsWell(boolean chunked) throws Exception {
    start(chunked, true, EVENTS);
    try (HttpClient http = HttpClient.newBuilder().sslContext(TestTls.client()).build()) {
      URI uri = URI.create("https://localhost:" + rig.front().tlsPort() + "/");
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      try (InputStream in = answer.body()) {
        for (int i = 0; i < EVENTS; i++) {
          byte[] read = in.readNBytes(event(i).length());
          assertEquals(event(i), new String(read, StandardCharsets.US_ASCII));
          seen.release();
        }
        assertEquals(-1, in.read());
      }
    }
  }

  @Test
  void aClientThatHasLeftEndsTheStreamWithOneOfTheNextEvents() throws Exception {
    start(true, true, Integer.MAX_VALUE);
    try (Wire client = rig.front().connect()) {
      client.write("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(client.head().isPresent());
    }
    // a closed client is seen at the first write after its reset has come
    Await.until(
        "the site's connection is closed",
        () -> {
          seen.release();
          return rig.front().hop().connections() == 0;
        });
    assertEquals(HopFailure.ClientGone.class, rig.failure(0));
  }
}
