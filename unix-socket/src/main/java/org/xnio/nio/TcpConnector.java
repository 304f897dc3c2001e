package org.xnio.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** One attempt to connect over TCP, on one I/O thread, without waiting on it. */
final class TcpConnector extends NioHandle {
  private final InetSocketAddress address;
  private final SocketChannel channel;
  private final UdsConnector.Outcome outcome;
  private boolean over;
  private final XnioExecutor.Key late;

  private TcpConnector(
      WorkerThread thread,
      SelectionKey key,
      InetSocketAddress address,
      Duration patience,
      UdsConnector.Outcome outcome) {
    super(thread, key);
    this.address = address;
    this.channel = (SocketChannel) key.channel();
    this.outcome = outcome;
    this.late = thread.executeAfter(this::late, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins: at once when called on the I/O thread, else soon. */
  static void start(
      XnioIoThread thread,
      InetSocketAddress address,
      Duration patience,
      UdsConnector.Outcome outcome) {
    if (Thread.currentThread() == thread) {
      begin((WorkerThread) thread, address, patience, outcome);
    } else {
      try {
        thread.execute(() -> begin((WorkerThread) thread, address, patience, outcome));
      } catch (RejectedExecutionException e) {
        outcome.failed(new IOException("the I/O thread is stopping", e));
      }
    }
  }

  private static void begin(
      WorkerThread thread,
      InetSocketAddress address,
      Duration patience,
      UdsConnector.Outcome outcome) {
    if (address.isUnresolved()) {
      outcome.failed(new UnknownHostException(address.getHostString() + ": no such host is known"));
      return;
    }
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean connected = channel.connect(address);
      SelectionKey key = thread.registerChannel(channel);
      if (connected) {
        outcome.connected(channel, key);
      } else {
        TcpConnector pending = new TcpConnector(thread, key, address, patience, outcome);
        key.attach(pending);
        pending.resume(SelectionKey.OP_CONNECT);
      }
    } catch (IOException | RuntimeException e) {
      IoUtils.safeClose(channel);
      outcome.failed(e instanceof IOException io ? io : new IOException(e));
    }
  }

  @Override
  void handleReady(int ready) {
    if (over) {
      return;
    }
    try {
      if (channel.finishConnect()) {
        end();
        suspend(SelectionKey.OP_CONNECT);
        outcome.connected(channel, getSelectionKey());
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void late() {
    if (!over) {
      fail(new SocketTimeoutException(address + " took no connection in time"));
    }
  }

  private void fail(IOException reason) {
    end();
    cancelKey(false);
    IoUtils.safeClose(channel);
    outcome.failed(reason);
  }

  private void end() {
    over = true;
    late.remove();
  }

  @Override
  void forceTermination() {
    if (!over) {
      fail(new IOException("the I/O thread is stopping"));
    }
  }

  @Override
  void terminated() {}
}
