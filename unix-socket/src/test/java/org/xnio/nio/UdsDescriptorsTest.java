package org.xnio.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.IoUtils;

class UdsDescriptorsTest {
  @TempDir Path directory;

  @Test
  void withoutDescriptorsAcceptingRestsAndComesBack() throws Exception {
    Path socket = directory.resolve("s");
    Process server = start(socket);
    List<SocketChannel> clients = new ArrayList<>();
    try (BufferedReader answers = server.inputReader()) {
      assertEquals("listening", answers.readLine());
      for (int i = 0; i < 120; i++) {
        clients.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
      }
      Await.until("accepting fails", () -> failures(server, answers) > 0);
      long first = failures(server, answers);
      long start = System.nanoTime();
      Await.until("accepting is tried again", () -> failures(server, answers) >= first + 5);
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(350).toNanos(), "it spins");
      clients.forEach(IoUtils::safeClose);
      echoes(socket);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static Process start(Path socket) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n 90; exec \"$@\"",
            "sh",
            java,
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            FewDescriptors.class.getName(),
            socket.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long failures(Process server, BufferedReader answers) {
    try {
      server.getOutputStream().write('?');
      server.getOutputStream().flush();
      return Long.parseLong(answers.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echoes(Path socket) throws IOException {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      client.write(ByteBuffer.wrap(new byte[] {5}));
      ByteBuffer answer = ByteBuffer.allocate(1);
      assertEquals(1, client.read(answer));
      assertEquals(5, answer.get(0));
    }
  }
}
