package dev.insula.spawner;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A site's program that listens, greets, and says so when it is asked to end. */
final class Listening {
  static final String PROGRAM =
      """
      import json, os, signal, socket, sys
      order = json.loads(sys.stdin.readline())
      door = socket.socket(socket.AF_UNIX)
      door.bind(order["socket"])
      door.listen()
      def leave(*_):
          print("leaving", flush=True)
          sys.exit(7)
      signal.signal(signal.SIGTERM, leave)
      print("ready server=test secret=" + order.get("secret", "-"), flush=True)
      print("printed by", os.getuid(), file=sys.stderr, flush=True)
      while True:
          connection, _ = door.accept()
          connection.sendall(b"hello")
          connection.close()
      """;
  static final String INPUT = "{\"socket\":\"${socket}\"}\n";

  private Listening() {}

  /** What it says to whoever connects. */
  static String greeting(Path socket) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
