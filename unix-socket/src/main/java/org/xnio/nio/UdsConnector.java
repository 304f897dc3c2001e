package org.xnio.nio;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.xnio.IoUtils;

/**
 * One attempt to connect, on one I/O thread.
 *
 * <p>The kernel answers a non-blocking connect to a Unix domain socket at once. When the listener's
 * backlog is full the answer is EAGAIN and nothing has been queued, so the attempt is repeated with
 * growing pauses until its deadline.
 */
final class UdsConnector implements Runnable {
  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  /** Receives the outcome on the I/O thread. */
  interface Outcome {
    void connected(SocketChannel channel, SelectionKey key);

    void failed(IOException reason);
  }

  private final WorkerThread thread;
  private final Path path;
  private final long deadline;
  private final Duration patience;
  private final Predicate<SocketChannel> admit;
  private final Outcome outcome;
  private long pause = FIRST_PAUSE_MILLIS;

  UdsConnector(
      WorkerThread thread,
      Path path,
      Duration patience,
      Predicate<SocketChannel> admit,
      Outcome outcome) {
    this.thread = thread;
    this.path = path;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
    this.admit = admit;
    this.outcome = outcome;
  }

  /** Makes the first attempt: at once when called on the I/O thread, else soon. */
  void start() {
    if (Thread.currentThread() == thread) {
      run();
    } else {
      try {
        thread.execute(this);
      } catch (RejectedExecutionException e) {
        outcome.failed(new IOException("the I/O thread is stopping", e));
      }
    }
  }

  @Override
  public void run() {
    SocketChannel channel;
    SelectionKey key;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      outcome.failed(e);
      return;
    }
    boolean connected = false;
    try {
      connect(channel);
      key = thread.registerChannel(channel);
      connected = true;
    } catch (IOException | RuntimeException e) {
      failedOnce(e);
      return;
    } finally {
      if (!connected) {
        IoUtils.safeClose(channel);
      }
    }
    outcome.connected(channel, key);
  }

  private void connect(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    if (!channel.connect(UnixDomainSocketAddress.of(path))) {
      throw new ConnectException(path + ": the kernel left the connection pending");
    }
    if (!admit.test(channel)) {
      throw new PeerRefusedException(path);
    }
  }

  private void failedOnce(Exception reason) {
    // EAGAIN and ENOENT arrive as plain SocketException; ECONNREFUSED and EACCES as its subclasses
    if (reason.getClass() != SocketException.class) {
      outcome.failed(reason instanceof IOException io ? io : new IOException(reason));
    } else if (Uds.isTooLong(path)) {
      outcome.failed(Uds.tooLong(path));
    } else if (!Files.exists(path)) {
      outcome.failed(new NoSuchFileException(path.toString(), null, "no socket to connect to"));
    } else {
      again((SocketException) reason);
    }
  }

  private void again(SocketException reason) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      SocketTimeoutException late =
          new SocketTimeoutException(
              path + " took no connection within " + patience.toMillis() + " ms");
      late.initCause(reason);
      outcome.failed(late);
      return;
    }
    try {
      thread.executeAfter(this, Math.min(pause, left), TimeUnit.MILLISECONDS);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    } catch (RejectedExecutionException e) {
      outcome.failed(new IOException("the I/O thread is stopping", e));
    }
  }
}
