package org.xnio.nio;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** What the selector loop calls when a connection's channel is ready. */
final class UdsHandle extends NioHandle {
  private final UdsStreamConnection connection;
  private final SocketChannel channel;

  UdsHandle(WorkerThread thread, SelectionKey key, UdsStreamConnection connection) {
    super(thread, key);
    this.connection = connection;
    this.channel = (SocketChannel) key.channel();
  }

  SocketChannel channel() {
    return channel;
  }

  @Override
  void handleReady(int ready) {
    try {
      int ops = ready == 0 ? getSelectionKey().interestOps() : ready;
      if (ops == 0) {
        forceTermination();
        return;
      }
      if ((ops & SelectionKey.OP_READ) != 0) {
        connection.source().ready();
      }
      if ((ops & SelectionKey.OP_WRITE) != 0) {
        connection.sink().ready();
      }
    } catch (CancelledKeyException closedMeanwhile) {
      // the connection was closed by the first of the two
    }
  }

  @Override
  void forceTermination() {
    connection.source().forceTermination();
    connection.sink().forceTermination();
  }

  @Override
  void terminated() {
    connection.source().terminated();
    connection.sink().terminated();
  }
}
