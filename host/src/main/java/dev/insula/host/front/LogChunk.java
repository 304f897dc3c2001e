package dev.insula.host.front;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A block of log records that many threads fill without a lock: each claims its room with one
 * atomic addition, writes, and commits. Whoever first asks for more room than is left seals the
 * chunk; it may be read when as many bytes are committed as were claimed before the seal.
 */
final class LogChunk {
  static final int CAPACITY = 64 * 1024;

  private final byte[] bytes = new byte[CAPACITY];
  private final AtomicInteger claimed = new AtomicInteger();
  private final AtomicInteger committed = new AtomicInteger();
  private volatile int end = -1;

  /** What {@link #claim} answers to the one caller that has to replace this chunk. */
  static final int SEALED_BY_YOU = -1;

  /** What {@link #claim} answers to those who find the chunk sealed. */
  static final int SEALED = -2;

  /** A chunk that can be read at once and holds nothing. */
  static LogChunk sealedAndEmpty() {
    var chunk = new LogChunk();
    chunk.claim(CAPACITY + 1);
    return chunk;
  }

  /** Where the caller may write this many bytes, or one of the two refusals. */
  int claim(int length) {
    int start = claimed.getAndAdd(length);
    if (start >= 0 && start + length <= CAPACITY) {
      return start;
    }
    if (start < 0 || start > CAPACITY) {
      // Keeps the counter from wrapping round while a replacement is awaited.
      claimed.set(CAPACITY + 1);
      return SEALED;
    }
    end = start;
    claimed.set(CAPACITY + 1);
    return SEALED_BY_YOU;
  }

  /** Seals the chunk although there is room; false if it is sealed already or holds nothing. */
  boolean seal() {
    return claimed.get() != 0 && claim(CAPACITY + 1) == SEALED_BY_YOU;
  }

  byte[] bytes() {
    return bytes;
  }

  void commit(int length) {
    committed.addAndGet(length);
  }

  /** The number of bytes, once all of them are written; waits for writers that are about to. */
  int awaitEnd() {
    while (committed.get() != end) {
      Thread.onSpinWait();
    }
    return end;
  }
}
