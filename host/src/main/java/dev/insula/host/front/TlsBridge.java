package dev.insula.host.front;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;
import org.xnio.IoUtils;

/**
 * A way to one server over TLS: what comes to a Unix socket of the host's own goes on encrypted.
 * The server's certificate must be one that the JVM trusts, and must name the host. Two virtual
 * threads carry a connection, so that no I/O thread ever works on a handshake.
 */
final class TlsBridge {
  private static final Logger LOG = Logger.getLogger("insula.front");
  private static final int CONNECT_MILLIS = 10_000;

  private final Path socket;
  private final ServerSocketChannel server;
  private final String host;
  private final int port;

  private TlsBridge(Path socket, ServerSocketChannel server, String host, int port) {
    this.socket = socket;
    this.server = server;
    this.host = host;
    this.port = port;
  }

  /**
   * Listens from now on.
   *
   * @param folder a private folder for the socket
   */
  static TlsBridge open(Path folder, String host, int port) throws IOException {
    Path home = Files.createTempDirectory(folder, "t");
    Path socket = home.resolve("s");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var bridge = new TlsBridge(socket, server, host, port);
    Thread.ofVirtual().name("insula-tls-accept").start(bridge::accept);
    return bridge;
  }

  Path socket() {
    return socket;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel near = server.accept();
        Thread.ofVirtual().name("insula-tls").start(() -> carry(near));
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warnf("A connection to %s:%d was not taken: %s", host, port, e.getMessage());
        }
      }
    }
  }

  private void carry(SocketChannel near) {
    try (near;
        Socket plain = new Socket()) {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      try (SSLSocket far = secured(plain)) {
        Thread.ofVirtual()
            .name("insula-tls-up")
            .start(() -> {
              copy(Channels.newInputStream(near), far, near);
            });
        try (InputStream in = far.getInputStream();
            OutputStream out = Channels.newOutputStream(near)) {
          in.transferTo(out);
        }
      }
    } catch (IOException e) {
      // The hop sees that its connection ended, and answers for it.
      LOG.warnf("%s:%d over TLS: %s", host, port, e.getMessage());
    }
  }

  private SSLSocket secured(Socket plain) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var far = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = far.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    far.setSSLParameters(parameters);
    far.startHandshake();
    return far;
  }

  private static void copy(InputStream from, SSLSocket to, Closeable near) {
    try (OutputStream out = to.getOutputStream()) {
      from.transferTo(out);
    } catch (IOException e) {
      IoUtils.safeClose(near);
    }
  }

  /** Takes no new connection. */
  void close() {
    IoUtils.safeClose(server);
    try {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socket.getParent());
    } catch (IOException e) {
      LOG.warnf("The socket %s stays: %s", socket, e.getMessage());
    }
  }
}
