package dev.insula.host.hop;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.SameThreadExecutor;
import java.io.Closeable;

/**
 * Passes requests to one site's daemon and its answers back. Thread-safe; an exchange that comes on
 * another thread is moved to its own I/O thread.
 *
 * <p>The front's listeners must be made with {@code UndertowOptions.MAX_ENTITY_SIZE} -1: Undertow
 * takes its limit of a chunked body before any handler is asked, and closes the connection without
 * an answer. The hop has its own limit, {@link HopLimits#bodyBytes}, and answers with 413.
 */
public final class Hop implements HttpHandler, Closeable {
  /**
   * The front's id of a request, if it has given it one; visible characters without separators. The
   * site gets it as {@code X-Request-Id}.
   */
  public static final AttachmentKey<String> REQUEST_ID = AttachmentKey.create(String.class);

  /**
   * Run by the front, on the exchange's I/O thread, when a client gives its HTTP/2 request up;
   * there while the request is with the site.
   */
  public static final AttachmentKey<Runnable> GIVEN_UP = AttachmentKey.create(Runnable.class);

  private final HopLanes lanes;
  private final HopContext context;

  public Hop(HopLanes lanes, HopTarget target, HopCallbacks callbacks) {
    this.lanes = lanes;
    context = new HopContext(lanes.all(), target, callbacks);
    for (LanePool pool : context.pools()) {
      pool.onItsThread(() -> pool.lane().watch(pool));
    }
  }

  public HopTarget target() {
    return context.target();
  }

  public HopCounters counters() {
    return context.counters();
  }

  /** Connections to the daemon, or streams of links to it, in use or idle. */
  public int connections() {
    return context.places().taken();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isInIoThread()) {
      int lane = lanes.indexOf(exchange.getIoThread());
      Relay relay = new Relay(exchange, context.pool(lane));
      // runs right after the handlers before this one have returned, on the same thread
      exchange.dispatch(SameThreadExecutor.INSTANCE, relay);
    } else {
      exchange.dispatch(exchange.getIoThread(), this);
    }
  }

  /**
   * Closes idle connections now and the others as their requests end. Requests that still come are
   * served, each on a connection of its own.
   */
  public void drain() {
    context.drain();
    for (LanePool pool : context.pools()) {
      pool.onItsThread(pool::closeIdle);
    }
  }

  /** Drains, and ends the watch over times; call it when nothing is in flight any more. */
  @Override
  public void close() {
    drain();
    for (LanePool pool : context.pools()) {
      pool.onItsThread(() -> pool.lane().forget(pool));
    }
  }
}
