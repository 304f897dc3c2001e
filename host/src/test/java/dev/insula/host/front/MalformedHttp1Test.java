package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing malformed or ambiguous reaches a site over HTTP/1.1. */
class MalformedHttp1Test {
  private static final Set<Integer> REFUSALS = Set.of(400, 405, 413, 414, 417, 421, 431, 501, 505);

  private final AtomicInteger reached = new AtomicInteger();
  private final HttpHandler behind =
      exchange -> {
        reached.incrementAndGet();
        exchange.endExchange();
      };

  @Test
  void everyMalformedRequestIsRefusedAndNoneReachesASite() throws Exception {
    List<String> corpus = Http1Corpus.malformed();
    assertTrue(corpus.size() >= 2000, "only " + corpus.size() + " malformed requests");
    List<String> wrong = new ArrayList<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, behind)) {
      for (String request : corpus) {
        int before = reached.get();
        int status = status(front, request);
        statuses.merge(status, 1, Integer::sum);
        if (reached.get() != before || !REFUSALS.contains(status)) {
          wrong.add(status + " " + printable(request));
        }
      }
      assertEquals(200, status(front, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"));
    }
    assertEquals(
        List.of(), wrong, wrong.size() + " of " + corpus.size() + ", statuses " + statuses);
    System.out.println("malformed HTTP/1.1: " + corpus.size() + " refused with " + statuses);
  }

  private static int status(FrontFixture front, String request) throws Exception {
    try (RawHttp1 client = new RawHttp1(front.address())) {
      client.send(request);
      client.shutdownOutput();
      return client.status();
    }
  }

  static String printable(String request) {
    String shown = request.length() > 200 ? request.substring(0, 200) + "..." : request;
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < shown.length(); at++) {
      char c = shown.charAt(at);
      text.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
    }
    return text.toString();
  }
}
