package dev.insula.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A steady load of two keep-alive connections a host until it is closed. Every answer that is not a
 * 200, and every connection that ends before its answer is whole, is a failure.
 */
final class Load implements AutoCloseable {
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final String path;
  private final AtomicLong answers = new AtomicLong();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Load(int port, String... hosts) {
    this("/", port, hosts);
  }

  /** The same for another path than the root. */
  Load(String path, int port, String... hosts) {
    this.path = path;
    for (String host : hosts) {
      for (int i = 0; i < 2; i++) {
        threads.add(Thread.ofVirtual().start(() -> run(port, host)));
      }
    }
  }

  private void run(int port, String host) {
    try {
      while (running.get()) {
        oneConnection(port, host);
      }
    } catch (IOException e) {
      failures.add(host + ": " + e);
    }
  }

  /** Until the server says that this answer is the connection's last. */
  private void oneConnection(int port, String host) throws IOException {
    try (Http http = new Http(port)) {
      boolean goesOn = true;
      while (goesOn && running.get()) {
        Http.Reply reply = http.get(host, path);
        answers.incrementAndGet();
        if (reply.status() != 200) {
          failures.add(host + ": " + reply.status());
        }
        goesOn = reply.header("connection").filter("close"::equals).isEmpty();
      }
    }
  }

  /** Ends the load after the answers that are under way. */
  void finish() {
    running.set(false);
    threads.forEach(Load::await);
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long answers() {
    return answers.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    finish();
  }
}
