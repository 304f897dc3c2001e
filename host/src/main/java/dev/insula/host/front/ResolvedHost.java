package dev.insula.host.front;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The addresses of a host name, asked for off the I/O threads and again when they have become old.
 * A connection waits for the first answer only; an old one serves until there is a newer, and a
 * name that cannot be found any more keeps its last addresses.
 */
final class ResolvedHost implements Supplier<CompletionStage<InetSocketAddress>> {
  private static final long OLD_NANOS = Duration.ofSeconds(30).toNanos();

  private final String host;
  private final int port;
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile CompletableFuture<Found> found = new CompletableFuture<>();
  private volatile long askedAt;

  private record Found(List<InetAddress> addresses) {}

  ResolvedHost(String host, int port) {
    this.host =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    this.port = port;
    this.askedAt = System.nanoTime();
    ask();
  }

  @Override
  public CompletionStage<InetSocketAddress> get() {
    if (System.nanoTime() - askedAt > OLD_NANOS) {
      askedAt = System.nanoTime();
      ask();
    }
    return found.thenApply(this::next);
  }

  /** Each of several addresses in its turn. */
  private InetSocketAddress next(Found now) {
    List<InetAddress> addresses = now.addresses();
    if (addresses.isEmpty()) {
      return InetSocketAddress.createUnresolved(host, port);
    }
    int turn = Math.floorMod(turns.getAndIncrement(), addresses.size());
    return new InetSocketAddress(addresses.get(turn), port);
  }

  private void ask() {
    if (asking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("insula-resolve").start(this::resolve);
    }
  }

  private void resolve() {
    try {
      answer(new Found(List.of(InetAddress.getAllByName(host))));
    } catch (UnknownHostException e) {
      boolean isFirst = found.complete(new Found(List.of()));
      if (isFirst || found.join().addresses().isEmpty()) {
        askedAt = System.nanoTime() - OLD_NANOS;
      }
    } finally {
      asking.set(false);
    }
  }

  private void answer(Found now) {
    if (!found.complete(now)) {
      found = CompletableFuture.completedFuture(now);
    }
  }
}
