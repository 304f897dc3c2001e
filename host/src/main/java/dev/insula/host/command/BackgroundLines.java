package dev.insula.host.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes lines on a thread of its own, because a pipe that nobody reads blocks whoever writes to
 * it, and that must not be an I/O thread or the supervisor. What does not fit into the queue is
 * dropped and counted.
 */
final class BackgroundLines implements AutoCloseable {
  private static final int WAITING = 4096;
  private static final long PATIENCE_MILLIS = 1000;

  /** An empty one is the end. */
  private final BlockingQueue<Optional<String>> queue = new ArrayBlockingQueue<>(WAITING);

  private final AtomicInteger dropped = new AtomicInteger();
  private final PrintWriter out;
  private final Thread thread;

  BackgroundLines(String name, PrintWriter out) {
    this.out = out;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Takes a text of one or more whole lines, without the last line end. Never blocks. */
  void add(String lines) {
    if (!queue.offer(Optional.of(lines))) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        write(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String lines) {
    out.println(lines);
    int lost = dropped.getAndSet(0);
    if (lost > 0) {
      out.println("insula: " + lost + " lines were dropped here, because nobody read them.");
    }
    if (queue.isEmpty()) {
      out.flush();
    }
  }

  /** Waits until everything is written, but not for ever. */
  @Override
  public void close() {
    try {
      if (queue.offer(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
