package dev.insula.host.hop;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A daemon whose every byte is given by a script and kept for the test to see. */
final class ScriptedSite implements Closeable {
  /** What the site does on one connection, in a thread of its own. */
  @FunctionalInterface
  interface Script {
    void serve(Wire connection) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Script script;
  private final List<Wire> connections = new CopyOnWriteArrayList<>();
  private final List<Wire> ended = new CopyOnWriteArrayList<>();

  ScriptedSite(Path socket, Script script) throws IOException {
    this.script = script;
    Files.deleteIfExists(socket);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), 64);
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers each request of a connection with the same bytes, and keeps the connection. */
  static Script always(String answer) {
    return connection -> {
      for (var head = connection.head(); head.isPresent(); head = connection.head()) {
        connection.body(head.get());
        connection.write(answer);
      }
    };
  }

  /** Answers one request and closes. */
  static Script once(String answer) {
    return connection -> {
      connection.body(connection.head().orElseThrow());
      connection.write(answer);
    };
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        Wire connection = new Wire(server.accept());
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Wire connection) {
    try (connection) {
      script.serve(connection);
    } catch (IOException | RuntimeException broken) {
      // the test sees by the bytes how far the script came
    } finally {
      ended.add(connection);
    }
  }

  List<Wire> connections() {
    return connections;
  }

  /** What came on the n-th connection. */
  String received(int n) {
    Await.until("connection " + n, () -> connections.size() > n);
    return connections.get(n).received();
  }

  /** Waits until the script of the n-th connection has ended. */
  String receivedAtEnd(int n) {
    Await.until("connection " + n, () -> connections.size() > n);
    Wire connection = connections.get(n);
    Await.until("the end of connection " + n, () -> ended.contains(connection));
    return connection.received();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Wire connection : connections) {
      connection.close();
    }
  }
}
