package dev.insula.host.front;

import java.net.InetSocketAddress;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** One listening socket. */
record FrontListener(AcceptingChannel<? extends StreamConnection> socket) {
  InetSocketAddress address() {
    return socket.getLocalAddress(InetSocketAddress.class);
  }

  void accept() {
    socket.resumeAccepts();
  }

  void close() {
    IoUtils.safeClose(socket);
  }

  boolean closed() {
    close();
    return true;
  }
}
