package org.xnio.nio;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.xnio.ChannelListener;
import org.xnio.FutureResult;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** Unix domain sockets for XNIO: listening and connecting. */
public final class Uds {
  /** The longest path in bytes that the JDK passes to the kernel. */
  static final int LONGEST_PATH = 106;

  private Uds() {}

  /**
   * Binds a new socket file and hands each accepted connection to {@code opened}, on the I/O thread
   * that the connection will live on.
   *
   * <p>The file must not exist yet; its mode follows the process's umask and is the caller's to
   * set. The kernel caps {@code backlog} at {@code net.core.somaxconn}. {@code admit} is asked on
   * an I/O thread for each connection, which is shut when the answer is no.
   *
   * @throws SocketException when the path is too long, exists already or may not be written
   */
  public static UdsListener listen(
      XnioWorker worker,
      Path socket,
      int backlog,
      Predicate<SocketChannel> admit,
      ChannelListener<? super StreamConnection> opened)
      throws IOException {
    if (isTooLong(socket)) {
      throw tooLong(socket);
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean listening = false;
    try {
      bind(server, socket, backlog);
      UdsListener listener = new UdsListener((NioXnioWorker) worker, socket, server, admit, opened);
      listening = true;
      return listener;
    } finally {
      if (!listening) {
        IoUtils.safeClose(server);
      }
    }
  }

  private static void bind(ServerSocketChannel server, Path socket, int backlog)
      throws IOException {
    try {
      server.bind(UnixDomainSocketAddress.of(socket), backlog);
      server.configureBlocking(false);
    } catch (SocketException e) {
      SocketException placed =
          new SocketException("cannot listen on " + socket + ": " + e.getMessage());
      placed.initCause(e);
      throw placed;
    }
  }

  /**
   * Connects as {@link #link} does and wraps the connection for XNIO.
   *
   * @return the connection, or one of the failures that {@link #link} lists
   */
  public static IoFuture<StreamConnection> connect(
      XnioIoThread thread, Path socket, Duration patience, Predicate<SocketChannel> admit) {
    WorkerThread worker = (WorkerThread) thread;
    FutureResult<StreamConnection> result = new FutureResult<>(worker);
    UdsConnector.Outcome outcome =
        new UdsConnector.Outcome() {
          @Override
          public void connected(SocketChannel channel, SelectionKey key) {
            if (!result.setResult(new UdsStreamConnection(worker, key))) {
              IoUtils.safeClose(channel);
            }
          }

          @Override
          public void failed(IOException reason) {
            result.setException(reason);
          }
        };
    new UdsConnector(worker, socket, patience, admit, outcome).start();
    return result.getIoFuture();
  }

  /**
   * Connects on an I/O thread. A full backlog is tried again with growing pauses for as long as
   * {@code patience}; everything else fails at once.
   *
   * <p>Failures: {@link java.nio.file.NoSuchFileException} (no socket file), {@link
   * java.net.ConnectException} (nobody listens), {@link java.net.SocketTimeoutException} (backlog
   * full all the time), {@link PeerRefusedException} ({@code admit} said no), other {@link
   * IOException} (no permission, no file descriptors, path too long).
   *
   * @param admit asked once on the I/O thread when the connection is made
   */
  public static void link(
      XnioIoThread thread,
      Path socket,
      Duration patience,
      Predicate<SocketChannel> admit,
      UdsLink.Opened opened) {
    WorkerThread worker = (WorkerThread) thread;
    new UdsConnector(worker, socket, patience, admit, UdsLink.outcome(worker, opened)).start();
  }

  static boolean isTooLong(Path socket) {
    return length(socket) > LONGEST_PATH;
  }

  static SocketException tooLong(Path socket) {
    return new SocketException(
        "the socket path is %d bytes long, at most %d are possible; use a shorter directory: %s"
            .formatted(length(socket), LONGEST_PATH, socket));
  }

  private static int length(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
