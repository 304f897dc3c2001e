package dev.insula.host.front;

import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that wait while their site starts; bounded in number and in time, holding no thread. */
final class HeldRequests {
  private final Queue<Held> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  private record Held(HttpServerExchange exchange, AtomicBoolean released) {
    boolean claim() {
      return released.compareAndSet(false, true);
    }
  }

  /**
   * Keeps the request, unless as many wait already.
   *
   * @param overdue answers it if it still waits after {@code longest}
   */
  boolean hold(HttpServerExchange exchange, int most, Duration longest, HttpHandler overdue) {
    if (waiting.incrementAndGet() > most) {
      waiting.decrementAndGet();
      return false;
    }
    var held = new Held(exchange, new AtomicBoolean());
    // A dispatch that does nothing keeps Undertow from ending the exchange.
    exchange.dispatch(SameThreadExecutor.INSTANCE, HeldRequests::nothing);
    queue.add(held);
    exchange
        .getIoThread()
        .executeAfter(() -> expire(held, overdue), longest.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  private static void nothing() {}

  private void expire(Held held, HttpHandler overdue) {
    if (held.claim()) {
      queue.remove(held);
      waiting.decrementAndGet();
      Connectors.executeRootHandler(overdue, held.exchange());
    }
  }

  /** Hands every waiting request to the handler, in the order in which they came. */
  void release(HttpHandler handler) {
    for (Held held = queue.poll(); held != null; held = queue.poll()) {
      HttpServerExchange exchange = held.exchange();
      if (held.claim()) {
        waiting.decrementAndGet();
        exchange.getIoThread().execute(() -> Connectors.executeRootHandler(handler, exchange));
      }
    }
  }

  int count() {
    return waiting.get();
  }
}
