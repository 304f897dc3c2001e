package dev.insula.host.hop;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Notices that a client has gone while its request is with the site and nothing is read from or
 * written to it, for then nobody else would.
 *
 * <p>A client that has closed its sending side only is taken for gone as well: there is no telling
 * the two apart, and those that go outnumber those that half-close by far.
 *
 * <p>One for each request; used on its I/O thread only.
 */
public final class ClientWatch {
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private long lookedAt;

  /** One that has not looked yet. */
  public ClientWatch() {}

  /**
   * Whether the client has gone; looks at its connection twice a second at most.
   *
   * @param now nanoseconds by {@link System#nanoTime}
   * @param since when something was last read or written, likewise
   */
  public boolean hasGone(HttpServerExchange exchange, long now, long since) {
    if (now - since < QUIET_NANOS || now - lookedAt < QUIET_NANOS) {
      return false;
    }
    lookedAt = now;
    if (!exchange.getConnection().isOpen()) {
      return true;
    }
    return exchange.getConnection() instanceof AbstractServerConnection connection
        && exchange.isRequestComplete()
        && connection.getExtraBytes() == null
        && isAtEnd(connection);
  }

  /** What the client sends before its answer is kept for the next request. */
  private static boolean isAtEnd(AbstractServerConnection connection) {
    PooledByteBuffer buffer = connection.getByteBufferPool().allocate();
    int read = -1;
    try {
      read = connection.getOriginalSourceConduit().read(buffer.getBuffer());
    } catch (IOException _) {
      // A connection that was reset has ended as well.
    }
    if (read > 0) {
      buffer.getBuffer().flip();
      connection.setExtraBytes(buffer);
    } else {
      buffer.close();
    }
    return read < 0;
  }
}
