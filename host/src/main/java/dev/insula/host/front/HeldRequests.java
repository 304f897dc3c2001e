package dev.insula.host.front;

import dev.insula.host.hop.ClientEnd;
import dev.insula.host.hop.ClientWatch;
import dev.insula.host.hop.Hop;
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
import java.util.function.Consumer;

/**
 * Requests that wait while their site starts; bounded in number and in time, holding no thread. One
 * whose client leaves makes room for another.
 */
final class HeldRequests {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Queue<Held> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Consumer<HttpServerExchange> left;

  /** Everything but {@code released} is used on the exchange's I/O thread only. */
  private record Held(
      HttpServerExchange exchange,
      HttpHandler overdue,
      ClientWatch client,
      long since,
      long until,
      AtomicBoolean released) {
    boolean claim() {
      return released.compareAndSet(false, true);
    }
  }

  /**
   * Nobody waits yet.
   *
   * @param left told of each request whose client has gone, before its connection is closed
   */
  HeldRequests(Consumer<HttpServerExchange> left) {
    this.left = left;
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
    long now = System.nanoTime();
    var held =
        new Held(
            exchange,
            overdue,
            new ClientWatch(),
            now,
            now + longest.toNanos(),
            new AtomicBoolean());
    exchange.putAttachment(Hop.GIVEN_UP, () -> leave(held));
    // A dispatch that does nothing keeps Undertow from ending the exchange.
    exchange.dispatch(SameThreadExecutor.INSTANCE, HeldRequests::nothing);
    queue.add(held);
    lookLater(held, now);
    return true;
  }

  private static void nothing() {}

  private void lookLater(Held held, long now) {
    long pause = Math.clamp(held.until() - now, 1, LOOK_NANOS);
    held.exchange().getIoThread().executeAfter(() -> look(held), pause, TimeUnit.NANOSECONDS);
  }

  private void look(Held held) {
    long now = System.nanoTime();
    if (held.released().get()) {
      return;
    }
    if (now - held.until() >= 0) {
      expire(held);
    } else if (held.client().hasGone(held.exchange(), now, held.since())) {
      leave(held);
    } else {
      lookLater(held, now);
    }
  }

  private void expire(Held held) {
    if (takeOut(held)) {
      Connectors.executeRootHandler(held.overdue(), held.exchange());
    }
  }

  private void leave(Held held) {
    if (takeOut(held)) {
      left.accept(held.exchange());
      ClientEnd.cut(held.exchange());
    }
  }

  private boolean takeOut(Held held) {
    if (!held.claim()) {
      return false;
    }
    queue.remove(held);
    waiting.decrementAndGet();
    held.exchange().removeAttachment(Hop.GIVEN_UP);
    return true;
  }

  /** Hands every waiting request to the handler, in the order in which they came. */
  void release(HttpHandler handler) {
    for (Held held = queue.poll(); held != null; held = queue.poll()) {
      HttpServerExchange exchange = held.exchange();
      if (held.claim()) {
        waiting.decrementAndGet();
        exchange.getIoThread().execute(() -> serve(exchange, handler));
      }
    }
  }

  private static void serve(HttpServerExchange exchange, HttpHandler handler) {
    exchange.removeAttachment(Hop.GIVEN_UP);
    Connectors.executeRootHandler(handler, exchange);
  }

  int count() {
    return waiting.get();
  }
}
