package dev.insula.spawner;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;

/** The socket on which the front gives its orders; nobody else is listened to, not even root. */
final class Door implements AutoCloseable {
  private static final int CONNECTIONS = 8;

  private final ServerSocketChannel socket;
  private final UserPrincipal front;
  private final Keeper keeper;
  private final Semaphore room = new Semaphore(CONNECTIONS);

  private Door(ServerSocketChannel socket, UserPrincipal front, Keeper keeper) {
    this.socket = socket;
    this.front = front;
    this.keeper = keeper;
  }

  /**
   * Opens the socket.
   *
   * @throws IOException if it cannot be made
   */
  static Door open(Options options, Keeper keeper) throws IOException {
    Files.deleteIfExists(options.socket());
    var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(options.socket()));
    SocketFolder.own(options.socket(), 0, options.frontGid(), 0660);
    UserPrincipal front =
        FileSystems.getDefault()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(Integer.toString(options.frontUid()));
    return new Door(socket, front, keeper);
  }

  /** Takes connections until the socket is closed. */
  void serve() throws IOException {
    while (socket.isOpen()) {
      SocketChannel connection = socket.accept();
      if (!fromFront(connection) || !room.tryAcquire()) {
        System.err.println("insula-spawner: a connection that is not the front's was refused");
        connection.close();
        continue;
      }
      Thread.ofVirtual().start(() -> serve(connection));
    }
  }

  private boolean fromFront(SocketChannel connection) throws IOException {
    return connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(front);
  }

  private void serve(SocketChannel connection) {
    try {
      new FrontConnection(connection, keeper).serve();
    } finally {
      room.release();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
