package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing malformed or ambiguous reaches a site over HTTP/2. */
class MalformedHttp2Test {
  private final AtomicInteger reached = new AtomicInteger();
  private final HttpHandler behind =
      exchange -> {
        reached.incrementAndGet();
        String query = exchange.getQueryString();
        exchange
            .getResponseSender()
            .send(
                exchange.getRequestMethod()
                    + " "
                    + Gate.host(exchange)
                    + exchange.getRequestURI()
                    + (query.isEmpty() ? "" : "?" + query)
                    + " "
                    + exchange.getRequestHeaders().getFirst("x-mark"),
                StandardCharsets.ISO_8859_1);
      };

  @Test
  void everyMalformedRequestIsRefusedAndNoneReachesASite() throws Exception {
    List<String[]> corpus = Http2Corpus.malformed();
    assertTrue(corpus.size() >= 2000, "only " + corpus.size() + " malformed requests");
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    try (FrontFixture front =
        FrontFixture.plain(FrontFixture.priorKnowledge(GateLimits.DEFAULT), behind)) {
      for (String[] request : corpus) {
        int before = reached.get();
        RawHttp2.Outcome outcome = outcome(front, request);
        String told = outcome.status() + "/" + outcome.error();
        outcomes.merge(told, 1, Integer::sum);
        if (reached.get() != before || !outcome.isRefused() || outcome.status() == 500) {
          wrong.add(told + " " + MalformedHttp1Test.printable(String.join("|", request)));
        }
      }
      assertEquals(200, outcome(front, RawHttp2.get("a.test", "/")).status());
    }
    assertEquals(List.of(), wrong, wrong.size() + " of " + corpus.size() + ": " + outcomes);
    System.out.println("malformed HTTP/2: " + corpus.size() + " refused with " + outcomes);
  }

  @Test
  void everyWellFormedRequestIsAnsweredAndUnderstood() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    String[] hosts = {"a.test", "A.Test:80", "[::1]:8080", "x_1.test", "127.0.0.1"};
    String[] normal = {"a.test", "a.test", "[::1]", "x_1.test", "127.0.0.1"};
    String[] paths = {"/", "/a/b", "/a?b=c&d", "/%c3%a9", "/a;b", "//", "/" + "a".repeat(5000)};
    String[] marks = {"1", "a b", "caf\u00e9", "", "y".repeat(9000), "a\tb"};
    try (FrontFixture front =
            FrontFixture.plain(FrontFixture.priorKnowledge(GateLimits.DEFAULT), behind);
        RawHttp2 client = new RawHttp2(front.address())) {
      for (int n = 0; n < 300; n++) {
        int host = random.nextInt(hosts.length);
        String path = paths[random.nextInt(paths.length)];
        String mark = marks[random.nextInt(marks.length)];
        int stream = 2 * n + 1;
        boolean both = random.nextBoolean();
        String[] head = {
          ":method",
          "GET",
          ":path",
          path,
          ":scheme",
          "http",
          ":authority",
          hosts[host],
          "x-mark",
          mark,
          both ? "host" : "x",
          both ? hosts[host] : "y"
        };
        client.request(stream, head).flush();
        RawHttp2.Outcome outcome = client.outcome(stream);
        assertEquals(200, outcome.status(), "seed " + seed + ": " + String.join("|", head));
        assertEquals("GET " + normal[host] + path + " " + mark, outcome.body(), "seed " + seed);
      }
    }
  }

  private static RawHttp2.Outcome outcome(FrontFixture front, String[] request) throws IOException {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      return client.request(1, request).flush().outcome(1);
    }
  }
}
