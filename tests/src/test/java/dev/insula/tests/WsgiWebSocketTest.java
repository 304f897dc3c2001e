package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets of WSGI applications, which take the connection over as simple-websocket does. */
class WsgiWebSocketTest {
  private static final String APP =
      """
      import base64, hashlib

      GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

      def application(environ, start_response):
          if "HTTP_UPGRADE" not in environ:
              start_response("200 OK", [("Content-Type", "text/plain")])
              return [b"plain"]
          key = environ["HTTP_SEC_WEBSOCKET_KEY"].encode()
          accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
          with environ["gunicorn.socket"].dup() as connection:
              connection.sendall(
                  b"HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\n"
                  b"Connection: Upgrade\\r\\nSec-WebSocket-Accept: " + accept + b"\\r\\n\\r\\n")
              echo(connection.makefile("rb"), connection)
          raise StopIteration

      def echo(frames, connection):
          while head := frames.read(2):
              if head[0] & 15 == 8:
                  return
              mask = frames.read(4)
              data = bytes(b ^ mask[i % 4] for i, b in enumerate(frames.read(head[1] & 127)))
              said = b"heard " + data
              connection.sendall(bytes((0x81, len(said))) + said)
      """;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("app.py"), APP);
    Path manifest =
        Files.writeString(
            folder.resolve("insula.yaml"),
            """
            defaults: {path: .}
            sites:
              lean: {hosts: [lean.test], wsgi: app}
              family: {hosts: [family.test], wsgi: app, processes: 2}
              gunicorn: {hosts: [gunicorn.test], wsgi: app, python: {server: gunicorn}}
            """);
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lean", "family", "gunicorn"})
  void theApplicationAnswersOnTheConnectionItself(String site) throws IOException {
    for (int i = 0; i < 3; i++) {
      try (RawWebSocket socket = RawWebSocket.open(insula.port(), site + ".test", "/")) {
        assertEquals("heard hallo", socket.ask("hallo"));
        assertEquals("heard again", socket.ask("again"));
      }
      assertEquals("plain", insula.get(site + ".test", "/").text());
    }
    assertFalse(Files.readString(insula.log(site)).contains("failed in the application"));
  }
}
