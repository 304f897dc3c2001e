package dev.insula.host.front;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a door does with a request that arrives now. */
sealed interface Way {
  /** Keep it waiting: the site is starting. */
  record Holding() implements Way {}

  /** Keep it waiting, and say that it is there: the site was stopped as nobody used it. */
  record Dozing(Runnable wake) implements Way {}

  /** Answer 503. */
  record Refusing() implements Way {}

  /** Hand it to a started generation, and know when the last one that was handed over is done. */
  final class Open implements Way {
    private final HttpHandler handler;
    private final Runnable close;
    private final LongSupplier carried;
    private final InFlight inFlight = new InFlight();
    private final List<ExchangeCompletionListener> leavings;
    private final AtomicReference<@Nullable Runnable> drained = new AtomicReference<>();

    /**
     * A way that is open.
     *
     * @param done told of each exchange that ends
     * @param close lets go of what the handler holds; called once, when nothing is in flight
     * @param carried what the handler still carries for exchanges that have ended, such as
     *     WebSockets, beside those in flight
     */
    Open(
        HttpHandler handler,
        ExchangeCompletionListener done,
        Runnable close,
        LongSupplier carried) {
      this.handler = handler;
      this.carried = carried;
      this.close = close;
      this.leavings =
          IntStream.range(0, InFlight.CELLS).mapToObj(cell -> leaving(cell, done)).toList();
    }

    HttpHandler handler() {
      return handler;
    }

    /** Counts the request in; what is returned must be told of its end. */
    ExchangeCompletionListener enter(int thread) {
      int cell = InFlight.cell(thread);
      inFlight.enter(cell);
      return leavings.get(cell);
    }

    /** Counts a request out that entered on this thread and found the way closed. */
    void turnBack(int thread) {
      inFlight.leave(InFlight.cell(thread));
      tellIfDrained();
    }

    long inFlight() {
      return Math.max(inFlight.count(), carried.getAsLong());
    }

    private ExchangeCompletionListener leaving(int cell, ExchangeCompletionListener done) {
      return (exchange, next) -> {
        inFlight.leave(cell);
        tellIfDrained();
        done.exchangeEvent(exchange, next);
      };
    }

    /** The callback runs once, as soon as nothing is in flight; the way must be closed before. */
    void whenDrained(Runnable callback) {
      drained.set(() -> {
        close.run();
        callback.run();
      });
      tellIfDrained();
    }

    /** Cheap as long as nobody waits for the last request. */
    private void tellIfDrained() {
      if (drained.get() != null && inFlight.count() == 0) {
        Runnable callback = drained.getAndSet(null);
        if (callback != null) {
          callback.run();
        }
      }
    }
  }
}
