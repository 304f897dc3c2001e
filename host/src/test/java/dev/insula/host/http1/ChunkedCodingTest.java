package dev.insula.host.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ChunkedCodingTest {
  @Test
  void chunksOfAnySizeAndCutGiveTheBodyAndLeaveWhatFollows() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 2_000; round++) {
      String body = "0123456789abcdef".repeat(random.nextInt(20));
      byte[] sent = coded(body, random).getBytes(StandardCharsets.US_ASCII);
      String context = "seed " + seed + ", round " + round;
      ChunkedCoding coding = new ChunkedCoding();
      StringBuilder read = new StringBuilder();
      int at = 0;
      while (!coding.isComplete()) {
        assertTrue(at < sent.length, context);
        ByteBuffer in =
            ByteBuffer.wrap(sent, at, Math.min(sent.length - at, 1 + random.nextInt(40)));
        ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(30));
        assertEquals(coding.decode(in, into), into.position(), context);
        at = in.position();
        read.append(StandardCharsets.US_ASCII.decode(into.flip()));
      }
      assertEquals(body, read.toString(), context);
      assertEquals("next", new String(sent, at, sent.length - at, StandardCharsets.US_ASCII));
    }
  }

  private static String coded(String body, SplittableRandom random) {
    StringBuilder coded = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int length = 1 + random.nextInt(Math.min(body.length() - at, 50));
      coded.append(random.nextBoolean() ? "0" : "").append(Integer.toHexString(length));
      coded.append(random.nextInt(4) == 0 ? ";a=\"b\"" : "").append("\r\n");
      coded.append(body, at, at + length).append("\r\n");
      at += length;
    }
    coded.append("0\r\n").append(random.nextBoolean() ? "X-Trailer: 1\r\n" : "");
    return coded.append("\r\nnext").toString();
  }
}
