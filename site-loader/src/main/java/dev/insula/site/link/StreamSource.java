package dev.insula.site.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private final Interest interest;
  private @Nullable ReadReadyHandler listener;

  StreamSource(ServedStream stream, ServedLink link) {
    this.stream = stream;
    this.link = link;
    this.interest = new Interest(stream, link);
  }

  /** Wakes whoever waits; with the lock held. */
  void signal() {
    interest.signal();
  }

  /** Whether the listener is to be told; with the lock held. */
  boolean isReady() {
    return interest.isThere() && (interest.isWoken() || hasSomething());
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
      interest.told();
      if (isReadShutdown()) {
        interest.suspend();
      }
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
    interest.resume(false);
  }

  @Override
  public void wakeupReads() {
    interest.resume(true);
  }

  @Override
  public void suspendReads() {
    interest.suspend();
  }

  @Override
  public boolean isReadResumed() {
    return interest.isResumed();
  }

  @Override
  public void awaitReadable() throws IOException {
    awaitReadable(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) throws IOException {
    interest.await(time, unit, () -> hasSomething() || isReadShutdown());
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
