package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Reads and discards the rest of a request that was answered early, for a while: a connection that
 * is closed with unread bytes is reset, and the client might lose the answer.
 */
final class Linger implements Ticking {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final HttpServerExchange exchange;
  private final BodySource source;
  private final Lane lane;
  private final long since;
  private long lastByte;

  private Linger(HttpServerExchange exchange, BodySource source, Lane lane) {
    this.exchange = exchange;
    this.source = source;
    this.lane = lane;
    this.since = lane.now();
    this.lastByte = since;
  }

  static void start(Relay relay, RequestFlow request) {
    try {
      BodySource known = request.source();
      BodySource source = known == null ? request.clientBody() : known;
      Linger linger = new Linger(relay.exchange(), source, relay.lane());
      relay.lane().watch(linger);
      linger.read();
    } catch (IOException e) {
      ClientEnd.cut(relay.exchange());
    }
  }

  private void read() {
    ByteBuffer trash = lane.scratch().forReading();
    try {
      int count = source.read(trash);
      if (count < 0) {
        // the request is whole: the exchange is complete and Undertow closes the connection
        lane.forget(this);
        source.rest();
        return;
      }
      if (count > 0) {
        lastByte = lane.now();
      }
      source.wake(this::read);
    } catch (IOException | RuntimeException e) {
      end();
    }
  }

  @Override
  public void tick(long now) {
    if (exchange.isComplete()) {
      lane.forget(this);
    } else if (now - lastByte > IDLE_NANOS || now - since > LONGEST_NANOS) {
      end();
    }
  }

  private void end() {
    lane.forget(this);
    IoUtils.safeClose(exchange.getConnection());
  }
}
