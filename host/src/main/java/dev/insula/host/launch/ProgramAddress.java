package dev.insula.host.launch;

import dev.insula.host.supervise.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where one start of a program is to listen: it is told both, and says by what it takes.
 *
 * @param usesSocket whether it was told the socket's path; then the port is not asked for
 */
record ProgramAddress(Path socket, int port, boolean usesSocket) {
  /** The text with {@code ${port}} and {@code ${socket}} filled in. */
  String fill(String text) {
    return text.replace("${port}", Integer.toString(port)).replace("${socket}", socket.toString());
  }

  static boolean namesSocket(Iterable<String> arguments, Map<String, String> environment) {
    for (String argument : arguments) {
      if (argument.contains("${socket}")) {
        return true;
      }
    }
    return environment.values().stream().anyMatch(value -> value.contains("${socket}"));
  }

  Endpoint endpoint() {
    return usesSocket ? new Endpoint.OnSocket(socket) : new Endpoint.OnPort(port);
  }

  /** Whether somebody listens there now. */
  boolean accepts() {
    SocketAddress address =
        usesSocket
            ? UnixDomainSocketAddress.of(socket)
            : new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var family = usesSocket ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
    try (SocketChannel channel = SocketChannel.open(family)) {
      return channel.connect(address);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return usesSocket ? socket.toString() : "127.0.0.1:" + port;
  }
}
