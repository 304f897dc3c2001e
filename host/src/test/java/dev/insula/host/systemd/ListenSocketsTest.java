package dev.insula.host.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is passed is tested under a real systemd by {@code SystemdTest}; here is what is not. */
class ListenSocketsTest {
  @TempDir Path folder;

  @Test
  void socketsOfAnotherProcessAreNotTouched() throws IOException {
    var sockets = ListenSockets.of(Map.of("LISTEN_PID", "1", "LISTEN_FDS", "2"), 7);
    assertTrue(
        sockets.channel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 80)).isEmpty());
    assertEquals(List.of(), sockets.unclaimed());
  }

  @Test
  void aNumberThatIsNoneIsTold() {
    var e =
        assertThrows(
            IOException.class,
            () -> ListenSockets.of(Map.of("LISTEN_PID", "7", "LISTEN_FDS", "two"), 7));
    assertEquals("LISTEN_FDS is \"two\", which is no number", e.getMessage());
  }

  @Test
  void whatIsNoSocketIsRefusedWithASentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (var open = Files.newInputStream(file)) {
      var e = assertThrows(IOException.class, () -> AdoptedSocket.of(descriptor(file)));
      assertTrue(e.toString().contains("cannot be adopted"), e.toString());
      assertEquals(-1, open.read());
    }
  }

  private static int descriptor(Path file) throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(link -> pointsTo(link, file))
          .mapToInt(link -> Integer.parseInt(link.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static boolean pointsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false;
    }
  }
}
