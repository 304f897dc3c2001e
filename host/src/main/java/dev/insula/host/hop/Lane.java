package dev.insula.host.hop;

import dev.insula.link.BufferShelf;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * What all hops share on one I/O thread: scratch space, request ids and the tick. Used on that
 * thread only, where not said otherwise.
 */
final class Lane {
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How many head bytes are copied before it is known how long the head is. */
  static final int FIRST_HEAD_BYTES = 4096;

  private static final int LINK_BUFFER = 128 * 1024;
  private static final int SPARE_BUFFERS = 4;

  private final XnioIoThread thread;
  private final Scratch scratch = new Scratch();
  private final BufferShelf shelf = new BufferShelf(SPARE_BUFFERS);
  private final RequestHead requestHead = new RequestHead();
  private final AnswerHead answerHead = new AnswerHead();
  private final EagerRead eagerRead = new EagerRead();
  private final Set<Ticking> ticking = new LinkedHashSet<>();
  private final long idHalf = new SecureRandom().nextLong();
  private final XnioExecutor.Key tick;
  private byte[] headBytes = new byte[FIRST_HEAD_BYTES];
  private long idCount;
  private int inFlight;
  private @Nullable ByteBuffer linkBuffer;
  private long now = System.nanoTime();

  Lane(XnioIoThread thread) {
    this.thread = thread;
    tick = thread.executeAtInterval(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  XnioIoThread thread() {
    return thread;
  }

  Scratch scratch() {
    return scratch;
  }

  /** Where links find room for what they will send. */
  BufferShelf shelf() {
    return shelf;
  }

  /** An empty buffer for what comes on a link, valid until the next call. */
  ByteBuffer linkBuffer() {
    ByteBuffer made = linkBuffer;
    if (made == null) {
      made = ByteBuffer.allocateDirect(LINK_BUFFER);
      linkBuffer = made;
    }
    return made.clear();
  }

  RequestHead requestHead() {
    return requestHead;
  }

  AnswerHead answerHead() {
    return answerHead;
  }

  EagerRead eagerRead() {
    return eagerRead;
  }

  /** An array of at least this length, valid until the next call. */
  byte[] headBytes(int length) {
    if (headBytes.length < length) {
      headBytes = new byte[length];
    }
    return headBytes;
  }

  RequestId nextId() {
    return new RequestId.Counted(idHalf, ++idCount);
  }

  /** The time of the last tick, in nanoseconds; good enough for idle times. */
  long now() {
    return now;
  }

  /** Requests that are on their way on this thread, over all sites. */
  int inFlight() {
    return inFlight;
  }

  void began() {
    inFlight++;
  }

  void finished() {
    inFlight--;
  }

  void watch(Ticking watched) {
    ticking.add(watched);
  }

  void forget(Ticking watched) {
    ticking.remove(watched);
  }

  private void tick() {
    now = System.nanoTime();
    for (Ticking watched : List.copyOf(ticking)) {
      watched.tick(now);
    }
  }

  /** Ends the tick; from any thread. */
  void stop() {
    tick.remove();
  }
}
