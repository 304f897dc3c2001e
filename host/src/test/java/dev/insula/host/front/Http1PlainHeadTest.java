package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1PlainHeadTest {
  private static final String BROWSER =
      """
      GET /a/b?c=d%20e HTTP/1.1\r
      Host: a.test:8080\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0)\tGecko/20100101 \u00e9\r
      Accept: */*\r
      Accept-Encoding:gzip, br\r
      Cookie: session=0123456789abcdef; theme=dark\r
      Connection: keep-alive\r
      Empty:\r
      \r
      """;

  private final Http1PlainHead plain = new Http1PlainHead(GateLimits.DEFAULT);

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private int end(String head) {
    byte[] bytes = latin1(head);
    return plain.end(bytes, 0, bytes.length);
  }

  @Test
  void whatABrowserSendsIsPlainUpToItsEnd() {
    assertEquals(BROWSER.length(), end(BROWSER + "GET / HTTP/1.1\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX_Y: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: 0123456\u007f\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: 01234567890123\u0001\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r",
        "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n"
      })
  void whatDecidesAboutFramingOrBreaksARuleIsNotPlain(String head) {
    assertEquals(Http1PlainHead.NOT_PLAIN, end(head));
  }

  @Test
  void aHeadAtALimitIsPlainAndOneBeyondItIsNot() {
    String host = "GET / HTTP/1.1\r\nHost: a";
    String end = "\r\n\r\n";
    String most = "\r\nX: y".repeat(GateLimits.DEFAULT.fields() - 1);
    assertTrue(end(host + most + end) > 0);
    assertEquals(Http1PlainHead.NOT_PLAIN, end(host + most + "\r\nY: z" + end));
    int room = GateLimits.DEFAULT.field() - 2;
    assertTrue(end(host + "\r\nX: " + "y".repeat(room) + end) > 0);
    assertEquals(Http1PlainHead.NOT_PLAIN, end(host + "\r\nX: " + "y".repeat(room + 1) + end));
    int target = GateLimits.DEFAULT.requestLine() - 1;
    assertTrue(end(host.replace("/ ", "/" + "t".repeat(target) + " ") + end) > 0);
    assertEquals(
        Http1PlainHead.NOT_PLAIN,
        end(host.replace("/ ", "/" + "t".repeat(target + 1) + " ") + end));
  }

  @Test
  void requestsInOnePieceAreJudgedAsTheyAreByteByByte() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<String> seeds = new ArrayList<>(Http1FramingCorpus.malformed());
    seeds.add(BROWSER);
    int plainOnes = 0;
    for (int round = 0; round < 60_000; round++) {
      String first = round % 2 == 0 ? BROWSER : seeds.get(random.nextInt(seeds.size()));
      byte[] bytes = latin1(mutated(first, random) + seeds.get(random.nextInt(seeds.size())));
      Http1Framing whole = new Http1Framing(GateLimits.DEFAULT);
      Http1Framing single = new Http1Framing(GateLimits.DEFAULT);
      int passing = whole.scan(bytes, 0, bytes.length);
      int one = 0;
      while (one < bytes.length && single.scan(bytes, one, one + 1) == one + 1) {
        one++;
      }
      String what = "seed " + seed + ": " + new String(bytes, StandardCharsets.ISO_8859_1);
      assertEquals(one == bytes.length, passing == bytes.length, what);
      assertEquals(single.refusal(), whole.refusal(), what);
      assertEquals(single.heads(), whole.heads(), what);
      assertEquals(
          single.refusal() == 0 && single.inBody(), whole.refusal() == 0 && whole.inBody(), what);
      plainOnes += plain.end(bytes, 0, bytes.length) == Http1PlainHead.NOT_PLAIN ? 0 : 1;
    }
    assertTrue(plainOnes > 5_000, "plain: " + plainOnes);
  }

  private static String mutated(String text, SplittableRandom random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int change = random.nextInt(3); change > 0 && !mutated.isEmpty(); change--) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
        case 1 -> mutated.deleteCharAt(at);
        default -> mutated.insert(at, (char) random.nextInt(256));
      }
    }
    return mutated.toString();
  }
}
