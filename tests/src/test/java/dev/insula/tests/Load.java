package dev.insula.tests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady load of two keep-alive connections a host until it is closed. Every answer that is not a
 * 200, and every connection that ends before its answer is whole, is a failure.
 */
final class Load implements AutoCloseable {
  /** Leaves the machine to what is started meanwhile. */
  private static final Duration GENTLE = Duration.ofMillis(5);

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final String path;
  private final Duration pause;
  private final AtomicLong answers = new AtomicLong();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Load(int port, String... hosts) {
    this("/", port, hosts);
  }

  /** One that pauses after each answer, for starts that need the processors themselves. */
  static Load gentle(int port, String... hosts) {
    return new Load("/", GENTLE, port, hosts);
  }

  /** The same for another path than the root. */
  Load(String path, int port, String... hosts) {
    this(path, Duration.ZERO, port, hosts);
  }

  private Load(String path, Duration pause, int port, String... hosts) {
    this.path = path;
    this.pause = pause;
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
        LockSupport.parkNanos(pause.toNanos());
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
