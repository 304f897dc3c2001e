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

  /** Leaves new connections with the kernel; what was accepted before is still to be served. */
  void pause() {
    socket.suspendAccepts();
  }

  void close() {
    IoUtils.safeClose(socket);
  }
}
