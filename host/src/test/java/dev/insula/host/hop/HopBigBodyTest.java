package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bodies in each direction, with their length and without, while front and site have 64 MiB of heap
 * and 64 MiB of direct memory each: one gibibyte by HTTP/1.1, and by HTTP/2, where TLS takes its
 * time, one and a half times that memory. {@code -Dinsula.test.big=BYTES} sets the size of both.
 */
class HopBigBodyTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, CONNECTIONS", "HTTP_1_1, LINK", "HTTP_2, CONNECTIONS"})
  void bodiesLargerThanTheMemoryPassBothWays(BigClientMain.Protocol protocol, Way way)
      throws Exception {
    Path socket = directory.resolve("s");
    long size = size(protocol);
    try (Jvm site = new Jvm(SiteMain.class, socket.toString());
        Jvm front = new Jvm(FrontMain.class, socket.toString(), way.name());
        Jvm client =
            new Jvm(BigClientMain.class, protocol.name(), front.firstLine(), Long.toString(size))) {
      assertEquals(
          List.of(
              "got with its length " + size,
              "got without length " + size,
              "sent with its length got " + size,
              "sent without length got " + size),
          client.rest());
      assertTrue(front.isAlive() && site.isAlive());
    }
    assertEquals(
        List.of("began /chunks", "began /down", "ended /chunks", "ended /down"),
        SiteView.beside(socket).lines().stream().limit(4).sorted().toList());
  }

  private static long size(BigClientMain.Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_1 -> Long.getLong("insula.test.big", 1L << 30);
      case HTTP_2 -> Long.getLong("insula.test.big", 192L << 20);
    };
  }
}
