package dev.insula.site.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/** The reading side of a {@link ServedStream}. */
final class StreamSource implements StreamSourceConduit {
  private static final int TRANSFER = 16 * 1024;

  private final ServedStream stream;
  private final ServedLink link;
  private final Condition changed;
  private @Nullable ReadReadyHandler listener;
  private boolean resumed;
  private boolean woken;

  StreamSource(ServedStream stream, ServedLink link) {
    this.stream = stream;
    this.link = link;
    this.changed = link.lock.newCondition();
  }

  /** Wakes whoever waits; with the lock held. */
  void signal() {
    changed.signalAll();
  }

  /** Whether the listener is to be told; with the lock held. */
  boolean isReady() {
    return resumed && (woken || hasSomething());
  }

  private boolean hasSomething() {
    return !stream.inbox.isEmpty() || stream.isEnded();
  }

  /** Tells the listener if there is something; on the I/O thread, without the lock. */
  void tell() {
    boolean ready;
    link.lock.lock();
    try {
      ready = isReady();
      woken = false;
    } finally {
      link.lock.unlock();
    }
    ReadReadyHandler handler = listener;
    if (ready && handler != null) {
      handler.readReady();
    }
  }

  void terminated() {
    ReadReadyHandler handler = listener;
    if (handler != null) {
      handler.terminated();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (isReadShutdown()) {
      return -1;
    }
    boolean over;
    link.lock.lock();
    try {
      int count = stream.inbox.read(target);
      if (count > 0) {
        int credit = stream.receiveWindow.used(count);
        if (credit > 0 && !stream.isEnded()) {
          link.sendCredit(stream, credit);
        }
        return count;
      }
      over = stream.isEnded() && target.hasRemaining();
    } finally {
      link.lock.unlock();
    }
    if (over) {
      terminateReads();
    }
    return over ? -1 : 0;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      if (targets[i].hasRemaining()) {
        int count = read(targets[i]);
        if (count <= 0) {
          return total == 0 ? count : total;
        }
        total += count;
      }
    }
    return total;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    ByteBuffer through = ByteBuffer.allocate((int) Math.min(count, TRANSFER));
    int read = read(through);
    through.flip();
    long at = position;
    while (through.hasRemaining()) {
      at += target.write(through, at);
    }
    return read;
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, through, target);
  }

  @Override
  public void terminateReads() {
    if (stream.readClosed()) {
      suspendReads();
      terminated();
    }
  }

  @Override
  public boolean isReadShutdown() {
    return stream.isReadShutdown();
  }

  @Override
  public void resumeReads() {
    resume(false);
  }

  @Override
  public void wakeupReads() {
    resume(true);
  }

  private void resume(boolean wakeUp) {
    link.lock.lock();
    try {
      resumed = true;
      woken |= wakeUp;
      stream.beDue();
    } finally {
      link.lock.unlock();
    }
  }

  @Override
  public void suspendReads() {
    link.lock.lock();
    try {
      resumed = false;
    } finally {
      link.lock.unlock();
    }
  }

  @Override
  public boolean isReadResumed() {
    link.lock.lock();
    try {
      return resumed;
    } finally {
      link.lock.unlock();
    }
  }

  @Override
  public void awaitReadable() throws IOException {
    awaitReadable(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) throws IOException {
    Xnio.checkBlockingAllowed();
    Waiting.on(changed, link.lock, unit.toNanos(time), () -> hasSomething() || isReadShutdown());
  }

  @Override
  public XnioIoThread getReadThread() {
    return stream.getIoThread();
  }

  @Override
  public void setReadReadyHandler(ReadReadyHandler handler) {
    listener = handler;
  }

  @Override
  public XnioWorker getWorker() {
    return stream.getWorker();
  }
}
