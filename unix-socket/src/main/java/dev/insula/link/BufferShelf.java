package dev.insula.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Spare direct buffers, so that a link holds one only while it has something to send. */
public final class BufferShelf {
  /** Size of each buffer; what one turn of the selector may collect for one link. */
  static final int SIZE = 128 * 1024;

  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private final int most;

  /** Keeps at most so many. */
  public BufferShelf(int most) {
    this.most = most;
  }

  ByteBuffer take() {
    @Nullable ByteBuffer known = spare.pollLast();
    return known == null ? ByteBuffer.allocateDirect(SIZE) : known.clear();
  }

  void giveBack(ByteBuffer buffer) {
    if (spare.size() < most && buffer.capacity() == SIZE) {
      spare.addLast(buffer);
    }
  }
}
