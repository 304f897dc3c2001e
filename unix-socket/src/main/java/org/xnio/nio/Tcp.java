package org.xnio.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * TCP sockets that XNIO did not make itself, and connections for code that talks to {@link
 * UdsLink}s.
 */
public final class Tcp {
  private Tcp() {}

  /**
   * Accepts from a channel that listens already, as {@link XnioWorker#createStreamConnectionServer}
   * does from one that it binds; accepting begins when it is resumed.
   *
   * @param server is closed with the result, and when this fails
   */
  public static AcceptingChannel<StreamConnection> serve(
      XnioWorker worker,
      ServerSocketChannel server,
      ChannelListener<? super AcceptingChannel<StreamConnection>> accepted,
      OptionMap options)
      throws IOException {
    boolean done = false;
    try {
      server.configureBlocking(false);
      var tcp =
          new QueuedNioTcpServer2(new NioTcpServer((NioXnioWorker) worker, server, options, true));
      tcp.setAcceptListener(accepted);
      done = true;
      return tcp;
    } finally {
      if (!done) {
        IoUtils.safeClose(server);
      }
    }
  }

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
