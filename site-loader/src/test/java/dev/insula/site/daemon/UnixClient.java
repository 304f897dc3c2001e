package dev.insula.site.daemon;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Speaks HTTP/1.1 on a Unix domain socket as the front would. */
final class UnixClient implements AutoCloseable {
  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

  UnixClient(Path socket) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  UnixClient send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return this;
  }

  /** Reads until the text ends as given, or to the end of the connection. */
  String until(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (!text.toString().endsWith(end)) {
      one.clear();
      if (channel.read(one) < 0) {
        break;
      }
      text.append((char) (one.get(0) & 0xff));
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
