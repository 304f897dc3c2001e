package dev.insula.bench.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Thousands of connections that send one byte a second each, spread over the second, half of them
 * in a head, half in a body, while one client asks two hundred times a second: how long it waits,
 * with and without them, and when the last of them is gone.
 */
public final class Drippers {
  private static final byte[] ASK = ascii("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
  private static final byte[] HEAD = ascii("GET / HTTP/1.1\r\nHost: a.test\r\nX: y");
  private static final byte[] BODY =
      ascii("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100000\r\n\r\nx");
  private static final int WARM_REQUESTS = 5_000;
  private static final int CALM_REQUESTS = 2_000;
  private static final int SLICES = 200;
  private static final long SLICE = TimeUnit.SECONDS.toNanos(1) / SLICES;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  private final InetSocketAddress address;

  private Drippers(int port) {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Takes the port and the number of drippers. */
  public static void main(String[] arguments) throws IOException {
    Drippers drippers = new Drippers(Integer.parseInt(arguments[0]));
    drippers.run(Integer.parseInt(arguments[1]));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void run(int count) throws IOException {
    try (Socket asking = new Socket(address.getAddress(), address.getPort())) {
      asking.setTcpNoDelay(true);
      for (int n = 0; n < WARM_REQUESTS; n++) {
        ask(asking);
      }
      print("alone", paced(CALM_REQUESTS, slice -> ask(asking)));
      List<SocketChannel> open = open(count);
      System.out.println(open.size() + " drippers");
      long start = System.nanoTime();
      List<Long> waits = new ArrayList<>();
      while (!open.isEmpty() && System.nanoTime() - start < LONGEST) {
        waits.addAll(
            paced(
                SLICES,
                slice -> {
                  drip(open, slice);
                  return ask(asking);
                }));
        open.removeIf(channel -> !channel.isOpen());
      }
      print("beside drippers", waits);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      System.out.println(open.size() + " left after " + seconds + " s");
    }
  }

  private List<SocketChannel> open(int count) throws IOException {
    List<SocketChannel> open = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      SocketChannel channel = SocketChannel.open(address);
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(n % 2 == 0 ? HEAD : BODY));
      open.add(channel);
    }
    return open;
  }

  /** One time slice's work; tells how long the answer took. */
  private interface Slice {
    long run(int number) throws IOException;
  }

  private static List<Long> paced(int slices, Slice work) throws IOException {
    List<Long> waits = new ArrayList<>();
    long start = System.nanoTime();
    for (int n = 0; n < slices; n++) {
      waits.add(work.run(n));
      LockSupport.parkNanos(start + (n + 1) * SLICE - System.nanoTime());
    }
    return waits;
  }

  /** Lets those whose turn it is send their byte. */
  private static void drip(List<SocketChannel> open, int slice) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(512);
    for (int n = slice; n < open.size(); n += SLICES) {
      SocketChannel channel = open.get(n);
      try {
        channel.write(ByteBuffer.wrap(new byte[] {'z'}));
        if (channel.read(read.clear()) < 0) {
          throw new IOException("closed by the server");
        }
      } catch (IOException gone) {
        channel.close();
      }
    }
  }

  private static long ask(Socket socket) throws IOException {
    byte[] answer = new byte[8192];
    long start = System.nanoTime();
    socket.getOutputStream().write(ASK);
    int read = 0;
    while (read < 1024) {
      int more = socket.getInputStream().read(answer);
      if (more < 0) {
        throw new IOException("The server closed the connection of a client in good standing.");
      }
      read += more;
    }
    return System.nanoTime() - start;
  }

  private static void print(String name, List<Long> waits) {
    long[] sorted = waits.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    System.out.printf(
        "%s: %d requests, p50 %d us, p99 %d us%n",
        name,
        sorted.length,
        sorted[sorted.length / 2] / 1000,
        sorted[sorted.length * 99 / 100] / 1000);
  }
}
