package dev.insula.site.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBridgeTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private ServerSocket program;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private ServerSocketChannel door;

  private interface Service {
    void serve(Socket client) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    program = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    var bridge = new PortBridge(folder.resolve("s"), program.getLocalPort());
    door = bridge.open();
    Thread.ofVirtual()
        .start(() -> {
          try {
            bridge.serve(door);
          } catch (IOException e) {
            // The test is over.
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    door.close();
    program.close();
  }

  private void serveOnce(Service service) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = program.accept()) {
            service.serve(client);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
  }

  /** More than all buffers between hold, so both directions flow at the same time. */
  @Test
  void bothDirectionsFlowAtOnceAndEndInOrder() throws IOException {
    serveOnce(client -> client.getInputStream().transferTo(client.getOutputStream()));
    byte[] sent = new byte[8 << 20];
    new Random(1).nextBytes(sent);
    try (SocketChannel channel = connect()) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              Channels.newOutputStream(channel).write(sent);
              channel.shutdownOutput();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertArrayEquals(sent, Channels.newInputStream(channel).readAllBytes());
    }
  }

  /** The program ends its side first, and still reads what the client sends. */
  @Test
  void anEndOfOneDirectionLeavesTheOtherOneOpen() throws IOException {
    serveOnce(client -> {
      client.shutdownOutput();
      assertEquals(
          "rest", new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    });
    try (SocketChannel channel = connect()) {
      InputStream in = Channels.newInputStream(channel);
      OutputStream out = Channels.newOutputStream(channel);
      assertEquals(-1, in.read());
      out.write("rest".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aProgramThatIsGoneEndsTheConnectionAndNotTheBridge() throws IOException {
    program.close();
    for (int i = 0; i < 2; i++) {
      try (SocketChannel channel = connect()) {
        assertEquals(-1, Channels.newInputStream(channel).read());
      }
    }
  }
}
