package dev.insula.bench.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Thousands of connections that send one byte a second each, evenly spread over the second, half of
 * them in a head, half in a body. Belongs to the thread that calls it.
 */
final class Drippers implements AutoCloseable {
  private static final byte[] HEAD = ascii("GET / HTTP/1.1\r\nHost: a.test\r\nX: y");
  private static final byte[] BODY =
      ascii("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100000\r\n\r\nx");

  private final List<SocketChannel> open = new ArrayList<>();
  private final ByteBuffer read = ByteBuffer.allocateDirect(512);
  private final long interval;

  Drippers(int port, int count) throws IOException {
    interval = TimeUnit.SECONDS.toNanos(1) / count;
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int n = 0; n < count; n++) {
      SocketChannel channel = SocketChannel.open(address);
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(n % 2 == 0 ? HEAD : BODY));
      open.add(channel);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Drips until this moment of {@link System#nanoTime}, or until all are gone. */
  void dripUntil(long end) throws IOException {
    long next = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() < end) {
      for (int n = 0; n < open.size() && System.nanoTime() < end; n++) {
        drip(open.get(n));
        next += interval;
        LockSupport.parkNanos(next - System.nanoTime());
      }
      open.removeIf(channel -> !channel.isOpen());
    }
  }

  int left() {
    return (int) open.stream().filter(SocketChannel::isOpen).count();
  }

  private void drip(SocketChannel channel) throws IOException {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'z'}));
      if (channel.read(read.clear()) < 0) {
        channel.close();
      }
    } catch (IOException gone) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
