package dev.insula.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one stream that have come and are not read yet. What is read at once is not copied
 * first: {@link #offer} lends the link's own buffer until {@link #settle}.
 */
public final class Inbox {
  /** Least size of a copy, so that many short frames do not cost more than they bring. */
  private static final int PIECE = 4 * 1024;

  private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>(2);
  private @Nullable ByteBuffer offered;

  /** Lends bytes that have just come. */
  public void offer(ByteBuffer part) {
    offered = part;
  }

  /** Copies what was not read of the bytes that were lent. */
  public void settle() {
    ByteBuffer part = offered;
    offered = null;
    if (part == null || !part.hasRemaining()) {
      return;
    }
    ByteBuffer last = kept.peekLast();
    if (last != null) {
      append(last, part);
    }
    if (part.hasRemaining()) {
      ByteBuffer piece = ByteBuffer.allocate(Math.max(part.remaining(), PIECE));
      kept.addLast(piece.put(part).flip());
    }
  }

  private static void append(ByteBuffer to, ByteBuffer part) {
    int end = to.limit();
    int count = Math.min(to.capacity() - end, part.remaining());
    to.limit(end + count);
    to.put(end, part, part.position(), count);
    part.position(part.position() + count);
  }

  /** Moves bytes on; returns how many. */
  public int read(ByteBuffer target) {
    int before = target.remaining();
    while (target.hasRemaining() && !kept.isEmpty()) {
      ByteBuffer first = kept.getFirst();
      move(first, target);
      if (!first.hasRemaining()) {
        kept.removeFirst();
      }
    }
    if (offered != null) {
      move(offered, target);
    }
    return before - target.remaining();
  }

  private static void move(ByteBuffer from, ByteBuffer target) {
    int count = Math.min(from.remaining(), target.remaining());
    target.put(target.position(), from, from.position(), count);
    target.position(target.position() + count);
    from.position(from.position() + count);
  }

  public boolean isEmpty() {
    return kept.isEmpty() && (offered == null || !offered.hasRemaining());
  }

  /** Bytes of memory that are held for what was not read. */
  int held() {
    return kept.stream().mapToInt(ByteBuffer::capacity).sum();
  }

  /** Forgets all of it. */
  public void clear() {
    kept.clear();
    offered = null;
  }
}
