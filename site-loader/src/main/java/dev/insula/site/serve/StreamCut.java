package dev.insula.site.serve;

import io.undertow.server.ConduitWrapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Ends a response so that the client cannot take it for complete. In HTTP/1.1 the connection goes,
 * in HTTP/2 the one stream is reset.
 */
interface StreamCut {
  /** For HTTP/1.1. */
  StreamCut NONE = exchange -> IoUtils.safeClose(exchange.getConnection());

  /** Cuts the response of this exchange. */
  void cut(HttpServerExchange exchange);

  /** For HTTP/2: remembers the stream's own conduit. */
  final class Wrapping implements StreamCut, ConduitWrapper<StreamSinkConduit> {
    private volatile @Nullable StreamSinkConduit stream;

    @Override
    public StreamSinkConduit wrap(
        ConduitFactory<StreamSinkConduit> factory, HttpServerExchange exchange) {
      StreamSinkConduit created = factory.create();
      stream = created;
      return created;
    }

    @Override
    public void cut(HttpServerExchange exchange) {
      StreamSinkConduit begun = stream;
      if (begun == null) {
        IoUtils.safeClose(exchange.getConnection());
        return;
      }
      try {
        begun.truncateWrites();
      } catch (IOException e) {
        IoUtils.safeClose(exchange.getConnection());
      }
    }
  }
}
