package dev.insula.host.hop;

import java.nio.ByteBuffer;

/**
 * The buffer that one I/O thread reads answers into and writes heads from. Between two turns of the
 * selector nothing stays in it: what a slow peer does not take is copied away by its connection.
 */
final class Scratch {
  /** Bytes before what is read, so that a longer head can be put before a body. */
  static final int HEADROOM = 1024;

  private static final int SIZE = 128 * 1024;

  /** How much is read at once for a client that is known to be slow. */
  private static final int SLOW_SIZE = 32 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);

  /** The buffer, ready to be read into after the headroom. */
  ByteBuffer forReading() {
    return buffer.limit(SIZE).position(HEADROOM);
  }

  /** The same for an answer whose first bytes were read before and are to stand first. */
  ByteBuffer forReading(byte[] before) {
    return forReading().put(before);
  }

  /** Less of it, for a client that did not take all of what it got. */
  ByteBuffer forReadingSlowly() {
    return buffer.limit(HEADROOM + SLOW_SIZE).position(HEADROOM);
  }

  /** The buffer holding a copy of these bytes, or these bytes themselves when they are too many. */
  ByteBuffer holding(byte[] bytes, int length) {
    if (length > SIZE) {
      return ByteBuffer.wrap(bytes, 0, length);
    }
    return buffer.clear().put(bytes, 0, length).flip();
  }

  /** A copy of what remains, on the heap and of that size. */
  static ByteBuffer copyOf(ByteBuffer remains) {
    return ByteBuffer.allocate(remains.remaining()).put(remains).flip();
  }
}
