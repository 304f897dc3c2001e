package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets of an answer, by both ways through the front. */
class HopAnswerTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  @TempDir Path directory;
  private final Rig rig = new Rig();

  private void start(ScriptedSite.Script script, boolean raw) throws IOException {
    rig.start(directory, script, target -> target.withRawAnswers(raw));
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fieldsPassAndHopByHopOnesDoNot(boolean raw) throws Exception {
    start(
        ScriptedSite.always(
            """
            HTTP/1.1 201 Made it
            Server: x
            Connection: X-Drop, keep-alive
            X-Drop: 1
            Keep-Alive: timeout=5
            Set-Cookie: a=1
            Set-Cookie: b=2
            Upgrade: h2c
            Trailer: T
            Proxy-Authenticate: x
            TE: x
            Date: Wed, 25 Nov 2026 00:00:00 GMT
            Content-Length: 2

            ok\
            """
                .replace("\n", "\r\n")),
        raw);
    try (Wire client = rig.front().connect()) {
      String head = client.write(GET).head().orElseThrow();
      assertEquals("ok", client.body(head));
      assertTrue(head.startsWith("HTTP/1.1 201 "), head);
      assertTrue(head.contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"), head);
      assertEquals("Wed, 25 Nov 2026 00:00:00 GMT", Wire.header(head, "Date").orElseThrow());
      for (String name : new String[] {"X-Drop", "Keep-Alive", "Upgrade", "Trailer", "TE"}) {
        assertTrue(Wire.header(head, name).isEmpty(), name + " in " + head);
      }
      assertFalse(Wire.header(head, "Connection").orElse("").contains("Drop"), head);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMissingDateIsAdded(boolean raw) throws Exception {
    start(ScriptedSite.always(PLAIN), raw);
    try (Wire client = rig.front().connect()) {
      String head = client.write(GET).head().orElseThrow();
      assertTrue(Wire.header(head, "Date").isPresent(), head);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSitesConnectionCloseDoesNotCloseTheClients(boolean raw) throws Exception {
    start(
        ScriptedSite.once("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"),
        raw);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 3; i++) {
        String head = client.write(GET).head().orElseThrow();
        assertFalse(Wire.header(head, "Connection").orElse("").contains("close"), head);
        assertEquals("ok", client.body(head));
      }
    }
    assertEquals(3, rig.site().connections().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersThatComeByteByByteAreWhole(boolean raw) throws Exception {
    String answer =
        """
        HTTP/1.1 103 Early Hints
        Link: x

        HTTP/1.1 200 OK
        Transfer-Encoding: chunked

        5;a=b
        hello
        6;c
         world
        0
        T: v
        U: w

        """
            .replace("\n", "\r\n");
    start(
        connection -> {
          while (connection.head().isPresent()) {
            for (int i = 0; i < answer.length(); i++) {
              connection.write(answer.substring(i, i + 1));
            }
          }
        },
        raw);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 5; i++) {
        String head = client.write(GET).head().orElseThrow();
        assertTrue(head.startsWith("HTTP/1.1 200 "), head);
        assertFalse(head.contains("Link"), head);
        assertEquals("hello world", client.body(head));
      }
    }
    assertEquals(1, rig.site().connections().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void chunksAreSplitAnywhereAndStillWhole(boolean raw) throws Exception {
    String answer =
        """
        HTTP/1.1 200 OK
        Transfer-Encoding: chunked

        3
        abc
        A
        0123456789
        0
        X-Trailer: 1

        """
            .replace("\n", "\r\n");
    start(
        connection -> {
          for (int cut = 1; connection.head().isPresent(); cut++) {
            connection.write(answer.substring(0, cut));
            pause();
            connection.write(answer.substring(cut));
          }
        },
        raw);
    try (Wire client = rig.front().connect()) {
      for (int cut = 1; cut < answer.length(); cut++) {
        String head = client.write(GET).head().orElseThrow();
        assertEquals("abc0123456789", client.body(head), "cut at " + cut);
      }
    }
    assertEquals(1, rig.site().connections().size());
  }

  private static void pause() {
    LockSupport.parkNanos(500_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void answersWithoutBodyEndAtTheirHead(String status) throws Exception {
    start(
        ScriptedSite.always("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\nETag: x\r\n\r\n"),
        true);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 3; i++) {
        String head = client.write(GET).head().orElseThrow();
        assertTrue(head.startsWith("HTTP/1.1 " + status), head);
        assertTrue(Wire.header(head, "Content-Length").isEmpty(), head);
        assertEquals("x", Wire.header(head, "ETag").orElseThrow());
      }
    }
    assertEquals(
        3, rig.site().connections().size(), "a connection that announces a body is not reused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nhello"
      })
  void aBodyAfterTheHeadOfHeadIsNeverTakenForTheNextAnswer(String answer) throws Exception {
    start(ScriptedSite.always(answer), true);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 5; i++) {
        String head = client.write(HEAD).head().orElseThrow();
        assertTrue(head.startsWith("HTTP/1.1 200 "), head);
      }
      client.write("GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 200 "));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesAfterAnAnswerCloseTheSitesConnectionOnly(boolean raw) throws Exception {
    start(ScriptedSite.once(PLAIN + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"), raw);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 4; i++) {
        assertEquals("ok", client.body(client.write(GET).head().orElseThrow()));
      }
    }
    assertEquals(4, rig.site().connections().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
  void aBodyThatEndsWithTheConnectionIsDelivered(String head) throws Exception {
    String body = "b".repeat(300_000);
    start(ScriptedSite.once(head + body), true);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 2; i++) {
        assertEquals(body, client.body(client.write(GET).head().orElseThrow()));
      }
    }
    assertTrue(
        rig.front()
            .exchange("GET / HTTP/1.0\r\nHost: shop.test\r\n\r\n")
            .endsWith("\r\n\r\n" + body));
  }

  @Test
  void anAnswerOfHttp10WithKeepAliveKeepsTheConnection() throws Exception {
    start(
        ScriptedSite.always(
            "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok"),
        true);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("ok", client.body(client.write(GET).head().orElseThrow()));
      }
    }
    assertEquals(1, rig.site().connections().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sixtyKilobytesOfHeadPass(boolean raw) throws Exception {
    String value = "v".repeat(60_000);
    start(
        ScriptedSite.always("HTTP/1.1 200 OK\r\nBig: " + value + "\r\nContent-Length: 2\r\n\r\nok"),
        raw);
    try (Wire client = rig.front().connect()) {
      String head = client.write(GET).head().orElseThrow();
      assertEquals(value, Wire.header(head, "Big").orElseThrow());
      assertEquals("ok", client.body(head));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTruncatedAnswerIsCutForTheClientToo(boolean raw) throws Exception {
    start(ScriptedSite.once("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"), raw);
    String answer = rig.front().exchange(GET);
    assertTrue(answer.contains("Content-Length: 10\r\n"), answer);
    assertTrue(answer.endsWith("hello"), answer);
    assertEquals(HopFailure.Died.class, rig.failure(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void truncatedChunksHaveNoCleanEnd(boolean raw) throws Exception {
    start(
        ScriptedSite.once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        raw);
    String answer = rig.front().exchange(GET);
    assertTrue(answer.contains("hello"), answer);
    assertFalse(answer.endsWith("0\r\n\r\n"), answer);
    assertEquals(HopFailure.Died.class, rig.failure(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBadChunkCutsTheAnswer(boolean raw) throws Exception {
    start(
        ScriptedSite.always(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n-1\r\n"),
        raw);
    String answer = rig.front().exchange(GET);
    assertFalse(answer.endsWith("0\r\n\r\n"), answer);
    assertEquals(HopFailure.BadAnswer.class, rig.failure(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSlowReaderGetsEveryByte(boolean raw) throws Exception {
    int length = 24 * 1024 * 1024;
    byte[] body = new byte[length];
    new Random(3).nextBytes(body);
    start(
        connection -> {
          connection.head();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
          connection.write(body);
        },
        raw);
    try (Wire client = rig.front().connect()) {
      String head = client.write(GET).head().orElseThrow();
      assertEquals(length, Integer.parseInt(Wire.header(head, "Content-Length").orElseThrow()));
      assertEquals(new String(body, StandardCharsets.ISO_8859_1), client.bytes(length));
    }
    assertEquals(length, rig.front().finished(0).answerBytes());
  }
}
