package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that HTTP does not allow become a 502 and end the site's connection. */
class HopBadAnswerTest {
  private static final String BODY = "\r\n\r\nhello";
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage that is no answer at all\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2 200 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.2 200 OK\r\nContent-Length: 5" + BODY,
        "http/1.1 200 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 20 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 2000 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 000 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 600 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 abc OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1  200 OK\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 O\u0000K\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\n\r\nhello",
        "HTTP/1.1 200 OK\r\nA: b\rc\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nA: b\u0000\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nA: b\u007f\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nA: b\u001b[31m\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\n\tfirst: folded\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\n: no name\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nA : b\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nA(b: c\r\nContent-Length: 5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length : 5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: 5, 5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: +5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: -5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: 0x5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length:" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: 5 5" + BODY,
        "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999" + BODY,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunkedx\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nA: \u0000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5" + BODY
      })
  void isRefused(String answer) throws Exception {
    refused(answer, true);
    refused(answer, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;\u0001\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: \u0000\r\n\r\n"
      })
  void aBadChunkNeverLooksLikeAWholeAnswer(String answer) throws Exception {
    brokenOff(answer, true);
    brokenOff(answer, false);
  }

  private void brokenOff(String answer, boolean raw) throws Exception {
    try (Rig rig = new Rig()) {
      rig.start(directory, script(answer), target -> target.withRawAnswers(raw));
      String got = rig.front().exchange("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertFalse(got.endsWith("0\r\n\r\n"), got);
      assertInstanceOf(HopFailure.BadAnswer.class, rig.front().finished(0).failure());
      rig.site().receivedAtEnd(0);
    }
  }

  private static ScriptedSite.Script script(String answer) {
    return connection -> {
      connection.head();
      connection.write(answer);
      connection.rest();
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {65_600, 1_000_000})
  void aHeadThatIsTooLongIsRefused(int length) throws Exception {
    refused("HTTP/1.1 200 OK\r\nA: " + "x".repeat(length) + "\r\nContent-Length: 5" + BODY, true);
  }

  private void refused(String answer, boolean raw) throws Exception {
    try (Rig rig = new Rig()) {
      rig.start(directory, script(answer), target -> target.withRawAnswers(raw));
      refused(rig);
    }
  }

  private static void refused(Rig rig) throws Exception {
    Front front = rig.front();
    try (Wire client = front.connect()) {
      client.write("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\n\r\n");
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 502 "), head);
      String body = client.body(head);
      String id = front.finished(0).id();
      assertEquals("502 Bad Gateway\nrequest " + id + "\n", body);
      assertFalse(head.contains("hello") || body.contains("shop"), head + body);
      assertInstanceOf(HopFailure.BadAnswer.class, front.finished(0).failure());
      assertEquals(1, front.finished(0).attempts());
      rig.site().receivedAtEnd(0);
      Await.until("no connection is left", () -> front.hop().connections() == 0);
    }
  }
}
