package org.xnio.nio;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.xnio.XnioIoThread;

/** TCP connections for code that talks to {@link UdsLink}s. */
public final class Tcp {
  private Tcp() {}

  /**
   * Connects on an I/O thread.
   *
   * <p>Failures: {@link java.net.ConnectException} (nobody listens), {@link
   * java.net.SocketTimeoutException} (no answer within {@code patience}), {@link
   * java.net.UnknownHostException} (the address is unresolved), other {@link java.io.IOException}
   * (no route, no file descriptors).
   */
  public static void link(
      XnioIoThread thread, InetSocketAddress address, Duration patience, UdsLink.Opened opened) {
    TcpConnector.start(thread, address, patience, UdsLink.outcome((WorkerThread) thread, opened));
  }
}
