package dev.insula.host.http1;

import io.undertow.conduits.AbstractFixedLengthStreamSinkConduit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/** The body of an answer whose length is known; one per connection, used again and again. */
final class FixedLengthAnswer extends AbstractFixedLengthStreamSinkConduit {
  private @Nullable HttpServerExchange exchange;

  FixedLengthAnswer(StreamSinkConduit next) {
    super(next, 1, false, false);
  }

  void begin(long length, HttpServerExchange answered) {
    exchange = answered;
    reset(length, !answered.isPersistent());
  }

  /** The exchange is over, in whatever way. */
  void forget() {
    channelFinished();
  }

  @Override
  protected void channelFinished() {
    HttpServerExchange answered = exchange;
    if (answered != null) {
      exchange = null;
      Connectors.terminateResponse(answered);
    }
  }
}
