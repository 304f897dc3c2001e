package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.route.HostName;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What is let in is understood as an independent reading understands it. */
class WellFormedHttp1Test {
  private final ConcurrentLinkedQueue<Http1Oracle> seen = new ConcurrentLinkedQueue<>();
  private final HttpHandler recorder =
      exchange ->
          exchange
              .getRequestReceiver()
              .receiveFullBytes((complete, body) -> {
                seen.add(read(complete, body));
                complete.getResponseSender().send("ok");
              });

  private static Http1Oracle read(HttpServerExchange exchange, byte[] body) {
    List<String> fields = new ArrayList<>();
    for (HeaderValues values : exchange.getRequestHeaders()) {
      for (String value : values) {
        String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
        fields.add(name + ": " + value.strip());
      }
    }
    Collections.sort(fields);
    String query = exchange.getQueryString();
    return new Http1Oracle(
        exchange.getRequestMethod().toString(),
        exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query),
        Gate.host(exchange),
        fields,
        new String(body, StandardCharsets.ISO_8859_1));
  }

  /**
   * The oracle's reading in the form in which a request is handed on: absolute targets in origin
   * form, several cookie fields as one, runs of blanks within a value as the first of them.
   */
  private static Http1Oracle expected(Http1Oracle read) {
    String target = read.target();
    if (target.startsWith("http://") || target.startsWith("https://")) {
      String rest = target.substring(target.indexOf("//") + 2).replaceFirst("^[^/?]*", "");
      target = rest.startsWith("/") ? rest : "/" + rest;
    }
    String trimmed = target.endsWith("?") ? target.substring(0, target.length() - 1) : target;
    String host = HostName.normal(read.host());
    return new Http1Oracle(
        read.method(), trimmed, host == null ? "" : host, handedOn(read.fields()), read.body());
  }

  private static List<String> handedOn(List<String> fields) {
    List<String> all = new ArrayList<>();
    List<String> cookies = new ArrayList<>();
    for (String field : fields) {
      String value = field.substring(field.indexOf(": ") + 2);
      if (field.startsWith("cookie: ")) {
        cookies.add(value);
      } else {
        all.add(field.substring(0, field.indexOf(": ") + 2) + value);
      }
    }
    if (!cookies.isEmpty()) {
      all.add("cookie: " + String.join("; ", cookies));
    }
    Collections.sort(all);
    return all;
  }

  @Test
  void everyWellFormedRequestIsAnsweredAndUnderstood() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder)) {
      for (String request : Http1Samples.wellFormed(random, 600)) {
        String context = "seed " + seed + ": " + MalformedHttp1Test.printable(request);
        assertEquals(200, status(front, request), context);
        Http1Oracle read = Http1Oracle.read(request).orElseThrow(() -> new AssertionError(context));
        assertEquals(expected(read), seen.poll(), context);
      }
    }
  }

  @Test
  void mutatedRequestIsRefusedOrUnderstoodAsItIsWritten() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    int refused = 0;
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder)) {
      for (String sample : Http1Samples.wellFormed(random, 3000)) {
        String request = mutated(sample, random);
        int status = status(front, request);
        Http1Oracle found = seen.poll();
        String context =
            "seed " + seed + ", status " + status + ": " + MalformedHttp1Test.printable(request);
        if (found == null) {
          refused++;
        } else if (seen.poll() == null) {
          Optional<Http1Oracle> read = Http1Oracle.read(request);
          assertTrue(read.isPresent(), context);
          assertEquals(expected(read.get()), found, context);
          accepted++;
        }
        seen.clear();
        assertTrue(status != 500 || Http1Oracle.read(request).isEmpty(), context);
      }
    }
    System.out.println("mutated HTTP/1.1: " + accepted + " understood, " + refused + " refused");
    assertTrue(accepted > 100 && refused > 1000, accepted + " understood, " + refused + " refused");
  }

  private static String mutated(String sample, SplittableRandom random) {
    StringBuilder text = new StringBuilder(sample);
    String interesting = "\r\n \t:;,/\0\u007f\u0080\u00ff_%.\"0a";
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      int at = random.nextInt(Math.min(text.length(), 400));
      char c = interesting.charAt(random.nextInt(interesting.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setCharAt(at, c);
        default ->
            text.insert(
                at, text.substring(at, Math.min(at + 1 + random.nextInt(30), text.length())));
      }
    }
    return text.toString();
  }

  private static int status(FrontFixture front, String request) throws Exception {
    try (RawHttp1 client = new RawHttp1(front.address())) {
      client.send(request);
      client.shutdownOutput();
      return client.status();
    }
  }
}
