package dev.insula.bench.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One client in good standing, which asks two hundred times a second for 1 KiB. */
final class Asking implements AutoCloseable {
  private static final byte[] ASK =
      "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int WARM_REQUESTS = 5_000;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final Socket socket;
  private final byte[] answer = new byte[8192];

  Asking(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  void warmUp() throws IOException {
    for (int n = 0; n < WARM_REQUESTS; n++) {
      ask();
    }
  }

  /** How long the answers took in nanoseconds, in ascending order. */
  long[] askUntil(long end) throws IOException {
    long[] waits = new long[(int) ((end - System.nanoTime()) / PAUSE) + 1];
    int count = 0;
    while (System.nanoTime() < end && count < waits.length) {
      long start = System.nanoTime();
      ask();
      waits[count++] = System.nanoTime() - start;
      LockSupport.parkNanos(start + PAUSE - System.nanoTime());
    }
    long[] asked = Arrays.copyOf(waits, count);
    Arrays.sort(asked);
    return asked;
  }

  private void ask() throws IOException {
    socket.getOutputStream().write(ASK);
    int read = 0;
    while (read < 1024) {
      int more = socket.getInputStream().read(answer);
      if (more < 0) {
        throw new IOException("The server closed the connection of a client in good standing.");
      }
      read += more;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
