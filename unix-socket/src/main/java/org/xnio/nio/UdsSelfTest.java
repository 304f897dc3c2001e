package org.xnio.nio;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoFuture;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;

/**
 * Shows at start-up that this JVM's XNIO and Undertow are the ones that this module was made for.
 *
 * <p>The transport uses package-private parts of XNIO. Were they changed by an upgrade, the first
 * request would fail with a linkage error deep in a selector loop; this fails before that.
 */
public final class UdsSelfTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String REQUEST = "GET /self-test HTTP/1.1\r\nHost: self.test\r\n\r\n";

  private UdsSelfTest() {}

  /**
   * Serves one request over a socket in a directory of its own under {@code parent}, which is
   * removed again. Blocks for at most some seconds; not for I/O threads.
   *
   * @throws IllegalStateException when the loop does not work, with what to do
   */
  public static void run(XnioWorker worker, Path parent) {
    try {
      Path directory = Files.createTempDirectory(parent, "self");
      Path socket = directory.resolve("s");
      try (DefaultByteBufferPool pool = new DefaultByteBufferPool(false, 1024)) {
        serveOne(worker, pool, socket);
      } finally {
        Files.deleteIfExists(socket);
        Files.delete(directory);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "The self-test of the Unix domain socket transport failed ("
              + e
              + "). It is made for XNIO 3.8.17 and Undertow 2.4.4: check that no other version of"
              + " them is on the class path, and that sockets can be made in "
              + parent,
          e);
    }
  }

  private static void serveOne(XnioWorker worker, DefaultByteBufferPool pool, Path socket)
      throws IOException {
    HttpOpenListener http =
        new HttpOpenListener(pool, OptionMap.create(UndertowOptions.ALWAYS_SET_DATE, false));
    http.setRootHandler(exchange -> exchange.getResponseSender().send(exchange.getRequestPath()));
    try (UdsListener listener = Uds.listen(worker, socket, 8, UnixPeer.anybody(), http)) {
      try (StreamConnection xnio = connect(worker, listener.path())) {
        expectOpen(xnio);
      }
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        expectAnswer(client);
      }
    }
  }

  private static StreamConnection connect(XnioWorker worker, Path socket) throws IOException {
    IoFuture<StreamConnection> future =
        Uds.connect(worker.getIoThread(), socket, PATIENCE, UnixPeer.anybody());
    if (future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) == IoFuture.Status.WAITING) {
      throw new IOException("no connection within " + PATIENCE);
    }
    return future.get();
  }

  private static void expectOpen(StreamConnection connection) throws IOException {
    if (!connection.isOpen() || !(connection instanceof UdsStreamConnection)) {
      throw new IOException("the connection is not open");
    }
  }

  private static void expectAnswer(SocketChannel client) throws IOException {
    client.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(1024);
    while (answer.hasRemaining()
        && client.read(answer) >= 0
        && !text(answer).endsWith("/self-test")) {
      // an answer may come in pieces
    }
    if (!text(answer).startsWith("HTTP/1.1 200 ") || !text(answer).endsWith("/self-test")) {
      throw new IOException("the answer was: " + text(answer));
    }
  }

  private static String text(ByteBuffer answer) {
    return StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
  }
}
