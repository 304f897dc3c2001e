package org.xnio.nio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * A listening Unix domain socket whose connections are dealt out in turn to the I/O threads of one
 * worker. Made by {@link Uds#listen}; closing it ends no connection, leaves the socket file where
 * it is, and the kernel refuses new connections as soon as the selector has seen it.
 */
public final class UdsListener implements Closeable {
  /** Connections taken in one turn of the selector, so that accepting cannot starve the rest. */
  private static final int BURST = 64;

  /** How long accepting rests after a failure, which mostly means no file descriptors are left. */
  private static final long REST_MILLIS = 100;

  private final Path path;
  private final ServerSocketChannel server;
  private final WorkerThread[] threads;
  private final Predicate<SocketChannel> admit;
  private final ChannelListener<? super StreamConnection> opened;
  private final AcceptHandle handle;
  private final LongAdder failures = new LongAdder();
  private int next;

  UdsListener(
      NioXnioWorker worker,
      Path path,
      ServerSocketChannel server,
      Predicate<SocketChannel> admit,
      ChannelListener<? super StreamConnection> opened)
      throws IOException {
    this.path = path;
    this.server = server;
    this.threads = worker.getAll();
    this.admit = admit;
    this.opened = opened;
    handle = new AcceptHandle(threads[0], threads[0].registerChannel(server));
    handle.getSelectionKey().attach(handle);
    handle.resume(SelectionKey.OP_ACCEPT);
  }

  /** The socket file. */
  public Path path() {
    return path;
  }

  /** How often accepting failed; after each failure it rests for 100 ms. */
  public long failures() {
    return failures.sum();
  }

  @Override
  public void close() throws IOException {
    handle.cancelKey(false);
    server.close();
  }

  private void acceptBurst() {
    for (int i = 0; i < BURST; i++) {
      try {
        SocketChannel channel = server.accept();
        if (channel == null) {
          return;
        }
        take(channel);
      } catch (IOException | RuntimeException e) {
        failures.increment();
        rest();
        return;
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    boolean taken = false;
    try {
      if (admit.test(channel)) {
        channel.configureBlocking(false);
        WorkerThread thread = threads[Math.floorMod(next++, threads.length)];
        if (thread == Thread.currentThread()) {
          open(thread, channel);
        } else {
          thread.execute(() -> open(thread, channel));
        }
        taken = true;
      }
    } catch (RejectedExecutionException workerStops) {
      // the connection is refused by closing it
    } finally {
      if (!taken) {
        IoUtils.safeClose(channel);
      }
    }
  }

  private void open(WorkerThread thread, SocketChannel channel) {
    try {
      StreamConnection connection =
          new UdsStreamConnection(thread, thread.registerChannel(channel));
      ChannelListeners.invokeChannelListener(connection, opened);
    } catch (IOException e) {
      IoUtils.safeClose(channel);
    }
  }

  private void rest() {
    if (!server.isOpen()) {
      return;
    }
    handle.suspend(SelectionKey.OP_ACCEPT);
    try {
      handle
          .getWorkerThread()
          .executeAfter(
              () -> handle.resume(SelectionKey.OP_ACCEPT), REST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException workerStops) {
      IoUtils.safeClose(server);
    }
  }

  private final class AcceptHandle extends NioHandle {
    AcceptHandle(WorkerThread thread, SelectionKey key) {
      super(thread, key);
    }

    @Override
    void handleReady(int ops) {
      acceptBurst();
    }

    @Override
    void forceTermination() {
      IoUtils.safeClose(server);
    }

    @Override
    void terminated() {}
  }
}
