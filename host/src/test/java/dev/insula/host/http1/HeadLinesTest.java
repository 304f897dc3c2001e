package dev.insula.host.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HeadLinesTest {
  private static final List<String> LINES =
      List.of(
          "Host: a.test",
          "Host: b.test",
          "host:a.test",
          "Accept: */*",
          "Accept: */*;q=0.9",
          "Cookie: a=b; c=d",
          "Cookie: a=b; c=" + "d".repeat(700),
          "X-Empty:",
          "X-Blank: \t ",
          "X-One:  a  b\t ",
          "A: :");

  @Test
  void aHeadIsReadAsIfNoneHadComeBefore() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    HeadLines kept = new HeadLines();
    String head = head(random);
    for (int i = 0; i < 20_000; i++) {
      head = random.nextInt(4) == 0 ? head(random) : head;
      String context = "seed " + seed + ", head " + i + ": " + head;
      byte[] bytes = (head + "rest").getBytes(StandardCharsets.ISO_8859_1);
      if (random.nextInt(8) == 0) {
        int cut = random.nextInt(head.length());
        assertEquals(HeadLines.INCOMPLETE, kept.read(bytes, cut), context);
      }
      HeadLines fresh = new HeadLines();
      assertEquals(head.length(), fresh.read(bytes, bytes.length), context);
      assertEquals(head.length(), kept.read(bytes, bytes.length), context);
      assertEquals(fresh.request(), kept.request(), context);
      assertEquals(fields(fresh), fields(kept), context);
    }
  }

  private static String head(SplittableRandom random) {
    StringBuilder head = new StringBuilder();
    head.append(random.nextBoolean() ? "GET /a" : "POST /b/c?d=e").append(" HTTP/1.1\r\n");
    for (int field = random.nextInt(24); field > 0; field--) {
      head.append(LINES.get(random.nextInt(LINES.size()))).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static List<String> fields(HeadLines lines) {
    HeaderMap headers = new HeaderMap();
    lines.into(headers);
    List<String> all = new ArrayList<>();
    for (HeaderValues values : headers) {
      all.add(values.getHeaderName() + ": " + List.copyOf(values));
    }
    Collections.sort(all);
    return all;
  }

  @Test
  void blanksAroundAValueAreNoPartOfIt() {
    HeadLines lines = new HeadLines();
    byte[] head = "GET / HTTP/1.1\r\nX-One: \t a  b \t\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(head.length, lines.read(head, head.length));
    assertEquals(List.of("X-One: [a  b]"), fields(lines));
  }

  @Test
  void aNameOfEveryDayIsTheSameInWhateverCase() {
    HeadLines lines = new HeadLines();
    byte[] head =
        "GET / HTTP/1.1\r\nuSER-aGENT: x\r\nx-own: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    lines.read(head, head.length);
    assertEquals(List.of("User-Agent: [x]", "x-own: [y]"), fields(lines));
  }
}
