package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
  private static final Pattern LINE =
      Pattern.compile(
          "127\\.0\\.0\\.1 - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] "
              + "\"GET /a/page\\?x=1 HTTP/1\\.1\" 200 2 \"-\" \"agent 'x'\" \\d+us");

  @TempDir private Path folder;

  private final LogWriter writer = new LogWriter(2);

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Undertow server;

  @BeforeEach
  void start() {
    AccessLog one = writer.log(folder.resolve("one.log"));
    AccessLog two = writer.log(folder.resolve("two.log"));
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(exchange -> answer(exchange, one, two))
            .build();
    server.start();
  }

  private static void answer(HttpServerExchange exchange, AccessLog one, AccessLog two) {
    AccessLog log = exchange.getRequestPath().startsWith("/a") ? one : two;
    exchange.addExchangeCompleteListener((done, next) -> {
      log.add(done, done.getStatusCode(), done.getResponseBytesSent());
      next.proceed();
    });
    exchange.getResponseSender().send("ok");
  }

  @AfterEach
  void stop() {
    server.stop();
    writer.close();
  }

  private void get(HttpClient client, String target) {
    var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + target);
    try {
      client.send(
          HttpRequest.newBuilder(uri).header("User-Agent", "agent \"x\"").build(),
          BodyHandlers.discarding());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLineIsInTheCombinedFormatAndAQuoteCannotEndAField() throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      get(client, "/a/page?x=1");
    }
    server.stop();
    writer.close();
    String line = Files.readString(folder.resolve("one.log")).strip();
    assertTrue(LINE.matcher(line).matches(), line);
  }

  @Test
  void everyRequestOfManyThreadsHasItsOwnLineInItsOwnLog() throws IOException {
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 3000; i++) {
        String target = (i % 3 == 0 ? "/b" : "/a") + "/" + i;
        pool.execute(() -> get(client, target));
      }
    }
    server.stop();
    writer.close();
    List<String> one = Files.readAllLines(folder.resolve("one.log"));
    List<String> two = Files.readAllLines(folder.resolve("two.log"));
    assertEquals(2000, one.size());
    assertEquals(1000, two.size());
    assertEquals(2000, one.stream().map(line -> line.split(" ", -1)[6]).distinct().count());
    assertTrue(two.stream().allMatch(line -> line.contains("\"GET /b/")));
  }
}
