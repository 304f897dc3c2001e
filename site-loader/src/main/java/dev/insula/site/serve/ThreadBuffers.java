package dev.insula.site.serve;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers of one size, of which every thread keeps a few. Undertow's own pool finds a
 * thread's buffers in one map for all threads, under a lock that every request takes at least four
 * times; this one takes none.
 *
 * <p>A thread keeps only as many buffers as it has taken, so one that only gives back collects
 * nothing. What nobody keeps is left to the garbage collector. All methods may be called from any
 * thread.
 */
public final class ThreadBuffers implements ByteBufferPool {
  private static final int KEPT = 4;

  private final int size;
  private final ThreadLocal<Kept> kept = ThreadLocal.withInitial(Kept::new);
  private final ByteBufferPool onHeap;

  /** A pool of buffers of this many bytes each. */
  public ThreadBuffers(int size) {
    this.size = size;
    this.onHeap = new HeapBuffers(size);
  }

  private static final class Kept {
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(KEPT);
    private int taken;
  }

  @Override
  public PooledByteBuffer allocate() {
    Kept mine = kept.get();
    ByteBuffer buffer = mine.buffers.pollLast();
    if (mine.taken < KEPT) {
      mine.taken++;
    }
    return new Taken(this, buffer == null ? ByteBuffer.allocateDirect(size) : buffer.clear());
  }

  private void giveBack(ByteBuffer buffer) {
    Kept mine = kept.get();
    if (mine.taken > 0) {
      mine.taken--;
      mine.buffers.addLast(buffer);
    }
  }

  @Override
  public ByteBufferPool getArrayBackedPool() {
    return onHeap;
  }

  @Override
  public void close() {
    kept.remove();
  }

  @Override
  public int getBufferSize() {
    return size;
  }

  @Override
  public boolean isDirect() {
    return true;
  }

  /** Buffers on the heap, for the few who ask for an array: not worth keeping. */
  private record HeapBuffers(int size) implements ByteBufferPool {
    @Override
    public PooledByteBuffer allocate() {
      return new Taken(null, ByteBuffer.allocate(size));
    }

    @Override
    public ByteBufferPool getArrayBackedPool() {
      return this;
    }

    @Override
    public void close() {}

    @Override
    public int getBufferSize() {
      return size;
    }

    @Override
    public boolean isDirect() {
      return false;
    }
  }

  /** A buffer in use: given back by the first of all calls of {@link #close}, then out of reach. */
  private static final class Taken extends AtomicReference<@Nullable ByteBuffer>
      implements PooledByteBuffer {
    private static final long serialVersionUID = 1L;

    // A buffer in use is never serialised.
    @SuppressWarnings("serial")
    private final @Nullable ThreadBuffers from;

    Taken(@Nullable ThreadBuffers from, ByteBuffer buffer) {
      super(buffer);
      this.from = from;
    }

    @Override
    public ByteBuffer getBuffer() {
      ByteBuffer buffer = get();
      if (buffer == null) {
        throw new IllegalStateException("The buffer was given back.");
      }
      return buffer;
    }

    @Override
    public void close() {
      ByteBuffer buffer = getAndSet(null);
      if (buffer != null && from != null) {
        from.giveBack(buffer);
      }
    }

    @Override
    public boolean isOpen() {
      return get() != null;
    }
  }
}
