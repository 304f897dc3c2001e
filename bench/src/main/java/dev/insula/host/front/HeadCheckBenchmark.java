package dev.insula.host.front;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The gate's check of a request's head, byte by byte, and of the host in it. In this package
 * because the gate shows the check to nobody else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeadCheckBenchmark {
  private static final byte[] SHORT = head("GET / HTTP/1.1", "Host: shop.example");
  private static final byte[] BROWSER =
      head(
          "GET /shop/55433/item?page=7 HTTP/1.1",
          "Host: shop.example",
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
          "Accept-Language: en-US,en;q=0.5",
          "Accept-Encoding: gzip, deflate, br, zstd",
          "Referer: http://shop.example/shop/index.html",
          "Cookie: session=0123456789abcdef0123456789abcdef; theme=dark",
          "Connection: keep-alive",
          "Upgrade-Insecure-Requests: 1",
          "Sec-Fetch-Dest: document",
          "Sec-Fetch-Mode: navigate",
          "Sec-Fetch-Site: same-origin",
          "Cache-Control: no-cache");
  private static final byte[] FORM =
      head("POST /shop/basket HTTP/1.1", "Host: shop.example", "Content-Length: 0");

  private final Http1Framing framing = new Http1Framing(GateLimits.DEFAULT);

  private static byte[] head(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private int check(byte[] head) {
    int passed = framing.scan(head, 0, head.length);
    if (passed != head.length) {
      throw new IllegalStateException("The head was refused with " + framing.refusal() + ".");
    }
    return framing.heads();
  }

  /** A request line and a host: 38 bytes. */
  @Benchmark
  public int shortHead() {
    return check(SHORT);
  }

  /** What a browser sends: 13 fields. */
  @Benchmark
  public int browserHead() {
    return check(BROWSER);
  }

  /** A head that says how long its body is, and so is read state by state. */
  @Benchmark
  public int headWithLength() {
    return check(FORM);
  }
}
