package dev.insula.host.http1;

import io.undertow.conduits.FixedLengthStreamSourceConduit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/** Decides how a request's body is read (RFC 9112 section 6) and whether another may follow. */
final class RequestBody {
  private RequestBody() {}

  static void begin(HttpServerExchange exchange, Http1Connection connection) {
    HeaderMap headers = exchange.getRequestHeaders();
    exchange.setPersistent(isPersistent(exchange, headers.getFirst(Headers.CONNECTION)));
    String length = headers.getFirst(Headers.CONTENT_LENGTH);
    boolean chunked = headers.contains(Headers.TRANSFER_ENCODING);
    ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
    if (chunked) {
      source.setConduit(new ChunkedRequestBody(connection, exchange));
    } else if (length != null && Long.parseLong(length) > 0) {
      source.setConduit(fixed(connection.body(), Long.parseLong(length), exchange));
    } else {
      Connectors.terminateRequest(exchange);
    }
    if (!exchange.isRequestComplete() || connection.getExtraBytes() != null) {
      // Whoever reads the body sets a listener; the next request is looked at when this one ends.
      source.setReadListener(null);
      source.suspendReads();
    }
  }

  private static boolean isPersistent(HttpServerExchange exchange, @Nullable String option) {
    return exchange.isHttp11()
        ? !"close".equalsIgnoreCase(option)
        : "keep-alive".equalsIgnoreCase(option);
  }

  private static StreamSourceConduit fixed(
      StreamSourceConduit next, long length, HttpServerExchange exchange) {
    return new FixedLengthStreamSourceConduit(
        next,
        length,
        body -> {
          if (body.getRemaining() > 0) {
            exchange.setPersistent(false);
          }
          Connectors.terminateRequest(exchange);
        },
        exchange);
  }
}
