package dev.insula.host.http1;

import io.undertow.UndertowOptions;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.util.ConnectionUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Reads one request after the other off a connection. Reading is not suspended while a request
 * without a body is answered: that would cost two calls on each request, and is done only when
 * something does arrive.
 */
final class RequestReader implements ChannelListener<ConduitStreamSourceChannel>, Runnable {
  private static final int READING = 0;
  private static final int ANSWERING = 1;

  /** Somebody is about to suspend or resume reading; it does not last. */
  private static final int CHANGING = 2;

  private final Http1Connection connection;
  private final StreamConnection channel;
  private final RequestHead head = new RequestHead();
  private final AtomicInteger state = new AtomicInteger(READING);
  private final long mostBody;

  RequestReader(Http1Connection connection) {
    this.connection = connection;
    this.channel = connection.getChannel();
    this.mostBody =
        connection
            .getUndertowOptions()
            .get(UndertowOptions.MAX_ENTITY_SIZE, UndertowOptions.DEFAULT_MAX_ENTITY_SIZE);
  }

  void begin() {
    channel.getSourceChannel().setReadListener(this);
    handleEvent(channel.getSourceChannel());
  }

  @Override
  public void run() {
    handleEvent(channel.getSourceChannel());
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel source) {
    while (state.get() != READING) {
      if (state.compareAndSet(ANSWERING, CHANGING)) {
        try {
          source.suspendReads();
        } finally {
          state.set(ANSWERING);
        }
        return;
      }
      Thread.onSpinWait();
    }
    readRequest(source);
  }

  private void readRequest(ConduitStreamSourceChannel source) {
    PooledByteBuffer waiting = connection.getExtraBytes();
    if (isEnding(waiting)) {
      IoUtils.safeClose(connection);
      source.suspendReads();
      return;
    }
    connection.setExtraBytes(null);
    PooledByteBuffer pooled = waiting == null ? connection.getByteBufferPool().allocate() : waiting;
    boolean given = false;
    try {
      if (readHead(source, pooled.getBuffer(), waiting != null)) {
        given = pooled.getBuffer().hasRemaining();
        if (given) {
          connection.setExtraBytes(pooled);
        }
        answer(source);
      }
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    } catch (RuntimeException e) {
      // Nobody would read from this connection again.
      IoUtils.safeClose(connection);
      throw e;
    } finally {
      if (!given) {
        pooled.close();
      }
    }
  }

  private boolean isEnding(@Nullable PooledByteBuffer waiting) {
    return (waiting == null && connection.getOriginalSourceConduit().isReadShutdown())
        || connection.getOriginalSinkConduit().isWriteShutdown();
  }

  /** True if a head is complete; otherwise waits for more of it, or for the connection's end. */
  private boolean readHead(ConduitStreamSourceChannel source, ByteBuffer buffer, boolean filled)
      throws IOException {
    boolean wasBegun = head.isBegun();
    boolean complete = filled && head.read(buffer);
    while (!complete) {
      int read = source.read(buffer.clear());
      if (read < 0) {
        IoUtils.safeClose(connection);
        return false;
      }
      if (read == 0) {
        if (head.isBegun() && !wasBegun) {
          connection.incomplete(true);
        }
        source.setReadListener(this);
        source.resumeReads();
        return false;
      }
      complete = head.read(buffer.flip());
    }
    if (wasBegun) {
      connection.incomplete(false);
    }
    return true;
  }

  private void answer(ConduitStreamSourceChannel source) {
    HttpServerExchange exchange = new HttpServerExchange(connection, mostBody);
    head.into(exchange);
    state.set(ANSWERING);
    exchange.setRequestScheme(connection.isSecure() ? "https" : "http");
    Connectors.setRequestStartTime(exchange);
    RequestBody.begin(exchange, connection);
    connection.current(exchange);
    if (connection.isSecure()) {
      // The engine of TLS must not be asked by two threads at once.
      source.suspendReads();
    }
    Connectors.executeRootHandler(connection.getRootHandler(), exchange);
  }

  /** The exchange is over: reads the next request, or ends or hands over the connection. */
  void exchangeComplete(HttpServerExchange exchange) {
    connection.clearChannel();
    connection.current(null);
    if (!exchange.isPersistent()) {
      PooledByteBuffer unwanted = connection.getExtraBytes();
      if (unwanted != null) {
        unwanted.close();
        connection.setExtraBytes(null);
      }
      ConnectionUtils.cleanClose(channel, connection);
    } else if (exchange.isUpgrade()) {
      handOver(exchange);
    } else if (exchange.isInIoThread()) {
      nextOnIoThread();
    } else {
      next(exchange);
    }
  }

  private void nextOnIoThread() {
    if (connection.getExtraBytes() == null) {
      resume();
      state.set(READING);
    } else {
      state.set(READING);
      channel.getIoThread().execute(this);
    }
  }

  private void next(HttpServerExchange exchange) {
    boolean waiting = connection.getExtraBytes() != null;
    while (!state.compareAndSet(ANSWERING, CHANGING)) {
      Thread.onSpinWait();
    }
    try {
      if (isEnding(connection.getExtraBytes())) {
        IoUtils.safeClose(connection);
        return;
      }
      if (waiting) {
        channel.getSourceChannel().suspendReads();
      } else {
        resume();
      }
    } finally {
      state.set(READING);
    }
    if (waiting) {
      Executor executor = exchange.getDispatchExecutor();
      (executor == null ? connection.getWorker() : executor).execute(this);
    }
  }

  private void resume() {
    channel.getSourceChannel().setReadListener(this);
    channel.getSourceChannel().resumeReads();
  }

  private void handOver(HttpServerExchange exchange) {
    HttpUpgradeListener upgrade = connection.upgrade();
    if (upgrade == null) {
      IoUtils.safeClose(connection);
      return;
    }
    connection.upgradeChannel();
    try {
      if (channel.getSinkChannel().flush()) {
        upgrade.handleUpgrade(channel, exchange);
      } else {
        channel
            .getSinkChannel()
            .setWriteListener(
                ChannelListeners.flushingChannelListener(
                    _ -> upgrade.handleUpgrade(channel, exchange),
                    (_, _) -> IoUtils.safeClose(connection)));
        channel.getSinkChannel().resumeWrites();
      }
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    }
  }
}
