package dev.insula.tests;

import java.io.IOException;
import java.nio.file.Path;

/** A site that holds 200 MiB more when it is asked for {@code /grow}, and tells which JVM it is. */
final class Grower {
  /** What it may hold before it is replaced, and room for it to hold more. */
  static final String SETTINGS = "jvm: [-Xmx320m], recycle: {memory: 160MiB}";

  private static final String SOURCE =
      """
      package site;
      import com.sun.net.httpserver.*;
      import java.util.*;
      public class Grower implements HttpHandler {
        static final String ME = UUID.randomUUID().toString();
        static final List<byte[]> HOARD = new ArrayList<>();
        public void handle(HttpExchange exchange) throws java.io.IOException {
          if (exchange.getRequestURI().getPath().equals("/grow")) {
            for (int i = 0; i < 200; i++) {
              byte[] more = new byte[1 << 20];
              Arrays.fill(more, (byte) 1);
              HOARD.add(more);
            }
          }
          exchange.sendResponseHeaders(200, ME.length());
          exchange.getResponseBody().write(ME.getBytes());
          exchange.close();
        }
      }
      """;

  private Grower() {}

  /** Gives the folder of its class. */
  static Path compile(Path folder) throws IOException {
    return JavaSite.compile(folder.resolve("grower"), "Grower", SOURCE);
  }
}
