package dev.insula.host.front;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Lines of one log, collected for one write. */
final class LineBuffer {
  private byte[] bytes = new byte[1024];
  private int size;

  void append(byte[] from, int offset, int length) {
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
    }
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  ByteBuffer take() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}
