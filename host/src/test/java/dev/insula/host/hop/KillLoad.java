package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that get and post without pause and fail at any answer that is not whole and right. */
final class KillLoad implements Closeable {
  private static final int CLIENTS = 6;
  private static final String END = " HTTP/1.1\r\nHost: shop.test\r\n";
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final List<Future<?>> clients = new ArrayList<>();
  private final AtomicInteger good = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean stopped;

  KillLoad(Front front) {
    for (int i = 0; i < CLIENTS; i++) {
      boolean gets = i % 2 == 0;
      String request =
          gets ? "GET /small" + END + "\r\n" : "POST /up" + END + "Content-Length: 3\r\n\r\nabc";
      String body = gets ? "small" : "got 3";
      clients.add(
          threads.submit(() -> {
            while (!stopped) {
              oneConnection(front, request, body);
            }
            return null;
          }));
    }
  }

  /** Asks until the front ends the connection, which it does after refusing an unread body. */
  private void oneConnection(Front front, String request, String body) throws IOException {
    try (Wire client = front.connect()) {
      boolean open = true;
      while (open && !stopped) {
        String head = client.write(request).head().orElseThrow();
        String got = client.body(head);
        if (head.startsWith("HTTP/1.1 200 ")) {
          assertEquals(body, got);
          good.incrementAndGet();
        } else {
          assertTrue(head.startsWith("HTTP/1.1 50"), head);
          refused.incrementAndGet();
        }
        open = !Wire.header(head, "Connection").orElse("").equals("close");
      }
    }
  }

  void awaitGood(int more) {
    await("good answers", good, more);
  }

  void awaitRefused(int more) {
    await("refusals", refused, more);
  }

  private void await(String what, AtomicInteger counter, int more) {
    int before = counter.get();
    Await.until(
        more + " more " + what,
        () -> counter.get() >= before + more || clients.stream().anyMatch(Future::isDone));
  }

  /** Stops, and fails when a client has failed. */
  void stop() throws InterruptedException, ExecutionException {
    stopped = true;
    for (Future<?> client : clients) {
      client.get();
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.close();
  }
}
