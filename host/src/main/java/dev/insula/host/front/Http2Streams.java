package dev.insula.host.front;

import dev.insula.host.hop.Hop;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight on one HTTP/2 connection, so that the site of one that its client gives up
 * hears of it at once: Undertow tells nobody before the next byte of the answer.
 */
final class Http2Streams {
  private final ConcurrentHashMap<Integer, HttpServerExchange> inFlight = new ConcurrentHashMap<>();
  private int opened;

  /** The client has opened this stream; its request reaches the gate before the next one opens. */
  void opened(int stream) {
    opened = stream;
  }

  /** Takes the request that came on the stream that was opened last. */
  void add(HttpServerExchange exchange) {
    int stream = opened;
    inFlight.put(stream, exchange);
    exchange.addExchangeCompleteListener((_, next) -> {
      inFlight.remove(stream);
      next.proceed();
    });
  }

  /** The client has reset this stream; on the connection's I/O thread. */
  void reset(int stream) {
    HttpServerExchange exchange = inFlight.get(stream);
    @Nullable Runnable givenUp = exchange == null ? null : exchange.getAttachment(Hop.GIVEN_UP);
    if (exchange != null && givenUp != null) {
      // Not from within Undertow's reading of the frame.
      exchange.getIoThread().execute(givenUp);
    }
  }
}
