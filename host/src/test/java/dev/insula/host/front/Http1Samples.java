package dev.insula.host.front;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Well-formed requests of many shapes. */
final class Http1Samples {
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"
  };
  private static final String[] HOSTS = {
    "a.test",
    "A.Test",
    "a.test:8080",
    "a.test.",
    "x-1.a_b.test",
    "127.0.0.1",
    "127.0.0.1:1",
    "[::1]",
    "[2001:DB8::1]:443",
    "localhost",
    "xn--bcher-kva.example",
    "a".repeat(63) + ".test",
  };
  private static final String[] TARGETS = {
    "/",
    "/a/b/c",
    "//",
    "/a//b",
    "/%41%c3%a9%e2%82%ac%f0%9f%98%80",
    "/a;b=c/d;e",
    "/...",
    "/.a/..b",
    "/a.b/",
    "/?",
    "/?a=b&c=d%20e+f",
    "/x?y=/../z",
    "/a?b=%0d%0a",
    "/~user/!$&'()*+,;=:@",
    "/a-b_c.d",
    "/%25%2e%2ex",
    "/a?b[c]=d",
    "/" + "a".repeat(7000),
  };
  private static final String[] FIELDS = {
    "Accept: */*",
    "Cookie: a=b; c=d",
    "X-Empty:",
    "X-Tab: a\tb",
    "X-Blanks:    a b   ",
    "X-Latin: caf\u00e9",
    "Connection: keep-alive",
    "Connection: close",
    "TE: trailers",
    "Accept-Language: de;q=0.9, en",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
    "If-None-Match: \"x\"",
    "X!#$%&'*+-.^`|~: y",
    "Authorization: Basic " + "x".repeat(500),
    "X-Long: " + "y".repeat(8000),
  };

  private Http1Samples() {}

  static List<String> wellFormed(SplittableRandom random, int count) {
    List<String> all = new ArrayList<>();
    while (all.size() < count) {
      all.add(one(random));
    }
    return all;
  }

  private static String one(SplittableRandom random) {
    String host = pick(random, HOSTS);
    StringBuilder head = new StringBuilder();
    String method = pick(random, METHODS);
    String target = pick(random, TARGETS);
    boolean absolute = random.nextInt(10) == 0;
    head.append(method).append(' ').append(absolute ? "http://" + host : "").append(target);
    boolean old = random.nextInt(12) == 0;
    head.append(old ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    List<String> fields = new ArrayList<>(List.of("Host: " + host));
    for (int n = random.nextInt(6); n > 0; n--) {
      String field = pick(random, FIELDS);
      if (!fields.contains(field)) {
        fields.add(random.nextInt(fields.size() + 1), field);
      }
    }
    String body = "x".repeat(random.nextInt(5) == 0 ? random.nextInt(9000) : random.nextInt(20));
    return switch (random.nextInt(3)) {
      case 0 -> head + lines(fields) + "\r\n";
      case 1 -> head + lines(fields) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
      default ->
          old
              ? head + lines(fields) + "\r\n"
              : head + lines(fields) + "Transfer-Encoding: chunked\r\n\r\n" + chunks(body, random);
    };
  }

  private static String lines(List<String> fields) {
    return String.join("\r\n", fields) + "\r\n";
  }

  private static String chunks(String body, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int size = Math.min(1 + random.nextInt(4000), body.length() - at);
      text.append(random.nextBoolean() ? Integer.toHexString(size) : String.format("%04X", size));
      text.append(random.nextInt(4) == 0 ? ";a=b" : "").append("\r\n");
      text.append(body, at, at + size).append("\r\n");
      at += size;
    }
    return text.append("0\r\n")
        .append(random.nextInt(3) == 0 ? "X-Sum: 1\r\n" : "")
        .append("\r\n")
        .toString();
  }

  private static String pick(SplittableRandom random, String[] from) {
    return from[random.nextInt(from.length)];
  }
}
