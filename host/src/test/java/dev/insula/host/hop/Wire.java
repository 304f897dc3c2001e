package dev.insula.host.hop;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** One end of a connection on which every byte is written and read by hand. */
final class Wire implements Closeable {
  private final SocketChannel channel;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  static Wire to(int port) throws IOException {
    return new Wire(
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  Wire write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Wire write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    return this;
  }

  /** Everything that was read so far. */
  synchronized String received() {
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  private synchronized void record(int b) {
    received.write(b);
  }

  /** The next byte, or -1 at the end or after a reset. */
  int read() {
    try {
      if (!buffer.hasRemaining()) {
        int count = channel.read(buffer.clear());
        buffer.flip();
        if (count < 0) {
          return -1;
        }
      }
    } catch (IOException reset) {
      buffer.flip().limit(0);
      return -1;
    }
    int b = buffer.get() & 0xff;
    record(b);
    return b;
  }

  /** Reads up to and with the blank line; empty at the end. */
  Optional<String> head() {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int b = read();
      if (b < 0) {
        return Optional.empty();
      }
      head.append((char) b);
    }
    return Optional.of(head.toString());
  }

  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = read();
      if (b < 0) {
        throw new EOFException("the end came inside a line: " + line);
      }
      if (b == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) b);
    }
  }

  String bytes(long count) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < count) {
      int b = read();
      if (b < 0) {
        throw new EOFException("the end came after " + text.length() + " of " + count + " bytes");
      }
      text.append((char) b);
    }
    return text.toString();
  }

  /** Reads a body by what its head says, and fails when it is not whole. */
  String body(String head) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    if (lower.contains("transfer-encoding: chunked")) {
      return chunks();
    }
    Optional<Long> length = header(head, "content-length").map(Long::parseLong);
    return length.isPresent() ? bytes(length.get()) : "";
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      if (size == 0) {
        String trailer = line();
        if (!trailer.isEmpty()) {
          throw new IOException("a trailer: " + trailer);
        }
        return body.toString();
      }
      body.append(bytes(size));
      if (!line().isEmpty()) {
        throw new IOException("a chunk does not end with CR LF");
      }
    }
  }

  /** Reads to the end. */
  String rest() {
    StringBuilder rest = new StringBuilder();
    for (int b = read(); b >= 0; b = read()) {
      rest.append((char) b);
    }
    return rest.toString();
  }

  /** The value of a header that is there once at most. */
  static Optional<String> header(String head, String name) {
    Optional<String> found = Optional.empty();
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        if (found.isPresent()) {
          throw new AssertionError(name + " is there twice: " + head);
        }
        found = Optional.of(line.substring(colon + 1).strip());
      }
    }
    return found;
  }

  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** Closes so that a TCP peer gets a reset. */
  void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
