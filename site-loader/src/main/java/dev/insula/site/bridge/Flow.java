package dev.insula.site.bridge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes of one direction. An orderly end is passed on as such; a broken connection breaks the
 * other one, so that nobody takes a part for the whole.
 */
record Flow(SocketChannel from, SocketChannel to) implements Runnable {
  private static final int BUFFER = 16 << 10;

  @Override
  public void run() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
      while (from.read(bytes.clear()) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more, either way.
    }
  }
}
