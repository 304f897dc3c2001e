package dev.insula.site.serve;

import io.undertow.server.ConduitWrapper;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Sees to it that an exception on a dispatched thread reaches the site's log, and that the response
 * which it breaks off does not look complete: Undertow by itself writes to its own log, and ends a
 * chunked response as if it were whole.
 */
final class DispatchedExchange
    implements Executor, DefaultResponseListener, ConduitWrapper<StreamSinkConduit> {
  private final HttpServerExchange exchange;
  private final SiteContext site;

  DispatchedExchange(HttpServerExchange exchange, SiteContext site) {
    this.exchange = exchange;
    this.site = site;
  }

  @Override
  public void execute(Runnable task) {
    if (!exchange.isResponseStarted()) {
      exchange.addResponseWrapper(this);
      exchange.addDefaultResponseListener(this);
    }
    site.threads().execute(task);
  }

  /** Called when Undertow ends the exchange; only tells, never answers. */
  @Override
  public boolean handleDefaultResponse(HttpServerExchange ended) {
    Throwable thrown = ended.getAttachment(EXCEPTION);
    if (thrown != null) {
      FailedRequest.tell(ended, thrown, site);
      if (!ended.isResponseStarted()) {
        ended.setStatusCode(FailedRequest.status(thrown));
      }
    }
    return false;
  }

  @Override
  public StreamSinkConduit wrap(
      ConduitFactory<StreamSinkConduit> factory, HttpServerExchange wrapped) {
    return new CutOnException(factory.create(), wrapped);
  }

  private static final class CutOnException extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private final HttpServerExchange exchange;

    /** The status that was sent, if any: a failure after that cannot be told by a status. */
    private boolean begun;

    CutOnException(StreamSinkConduit next, HttpServerExchange exchange) {
      super(next);
      this.exchange = exchange;
    }

    private boolean isBroken() {
      return begun && exchange.getAttachment(EXCEPTION) != null;
    }

    private void cut() throws IOException {
      next.truncateWrites();
      if (!exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
        throw new IOException("The response was broken off by an exception.");
      }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      begun = true;
      return next.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      begun = true;
      return next.write(sources, offset, length);
    }

    @Override
    public int writeFinal(ByteBuffer source) throws IOException {
      if (isBroken()) {
        cut();
      }
      return next.writeFinal(source);
    }

    @Override
    public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
      if (isBroken()) {
        cut();
      }
      return next.writeFinal(sources, offset, length);
    }

    @Override
    public void terminateWrites() throws IOException {
      if (isBroken()) {
        cut();
      } else {
        next.terminateWrites();
      }
    }
  }
}
