package dev.insula.site.serve;

import io.undertow.io.IoCallback;
import io.undertow.server.ConduitWrapper;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.ConduitFactory;
import io.undertow.util.StatusCodes;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The longest request body of a site. Undertow 2.4.4 has a limit of its own, which cannot be used:
 * for chunked bodies it is the listener's, whatever a handler sets; it counts the data twice and
 * the framing as well; and when it is reached the connection is closed, so that the client never
 * learns why. Listeners in front of sites must therefore have no limit ({@code MAX_ENTITY_SIZE} of
 * -1).
 *
 * @param bytes the longest body
 */
record BodyLimit(long bytes)
    implements ConduitWrapper<StreamSourceConduit>, DefaultResponseListener {
  /** How much of a body that is too long is read and dropped before the connection is closed. */
  static final long DROPPED = 256 * 1024;

  private static final int NO_LIMIT = -1;

  /** Watches the body of this exchange, if it has one. */
  void watch(HttpServerExchange exchange) {
    if (!exchange.isRequestComplete()) {
      exchange.setMaxEntitySize(NO_LIMIT);
      exchange.addRequestWrapper(this);
      exchange.addDefaultResponseListener(this);
    }
  }

  @Override
  public StreamSourceConduit wrap(
      ConduitFactory<StreamSourceConduit> factory, HttpServerExchange exchange) {
    return new LimitedBody(factory.create(), this, exchange.getRequestContentLength());
  }

  /** Sends the refusal at once: Undertow would first read the rest of what the client sends. */
  @Override
  public boolean handleDefaultResponse(HttpServerExchange exchange) {
    if (exchange.getStatusCode() != StatusCodes.REQUEST_ENTITY_TOO_LARGE
        || exchange.isResponseStarted()) {
      return false;
    }
    exchange.setPersistent(false);
    exchange.setResponseContentLength(0);
    exchange.getResponseSender().close(IoCallback.END_EXCHANGE);
    return true;
  }

  /** Refuses a body that is longer, from what is known so far. */
  void check(long length) throws RequestTooBigException {
    if (length > bytes) {
      throw new RequestTooBigException(
          "The body of the request is longer than " + bytes + " bytes.");
    }
  }
}
