package dev.insula.site.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.Buffers;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/** The writing side of a {@link ServedStream}. */
final class StreamSink implements StreamSinkConduit {
  private static final int TRANSFER = 64 * 1024;

  private final ServedStream stream;
  private final ServedLink link;
  private final Interest interest;
  private @Nullable WriteReadyHandler listener;
  private boolean lacksRoom;

  StreamSink(ServedStream stream, ServedLink link) {
    this.stream = stream;
    this.link = link;
    this.interest = new Interest(stream, link);
  }

  /** Wakes whoever waits; with the lock held. */
  void signal() {
    interest.signal();
  }

  /** Whether it stands in the list of those who wait for room; with the lock held. */
  void lacksRoom(boolean now) {
    lacksRoom = now;
  }

  /** Whether the listener is to be told; with the lock held. */
  boolean isReady() {
    return interest.isThere() && (interest.isWoken() || canWrite());
  }

  /** Where it is for lack of room that it cannot, the stream is told when there is some. */
  private boolean canWrite() {
    boolean mayWrite = stream.isBroken() || stream.sendWindow.open() > 0;
    if (mayWrite && !stream.isBroken() && !link.hasRoom()) {
      waitForRoom();
      return false;
    }
    return mayWrite;
  }

  private void waitForRoom() {
    if (!lacksRoom) {
      lacksRoom = true;
      link.lacksRoom(stream);
    }
  }

  /** Tells the listener if there is something; on the I/O thread, without the lock. */
  void tell() {
    boolean ready;
    link.lock.lock();
    try {
      ready = isReady();
      interest.told();
      if (isWriteShutdown()) {
        interest.suspend();
      }
    } finally {
      link.lock.unlock();
    }
    WriteReadyHandler handler = listener;
    if (ready && handler != null) {
      handler.writeReady();
    }
  }

  void terminated() {
    WriteReadyHandler handler = listener;
    if (handler != null) {
      handler.terminated();
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    link.lock.lock();
    try {
      int count = room(source.remaining());
      if (count > 0) {
        link.send(stream.number(), source, count);
      }
      return count;
    } finally {
      link.lock.unlock();
    }
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long wanted = Buffers.remaining(sources, offset, length);
    link.lock.lock();
    try {
      int count = room((int) Math.min(wanted, Integer.MAX_VALUE));
      if (count > 0) {
        link.send(stream.number(), sources, offset, count);
      }
      return count;
    } finally {
      link.lock.unlock();
    }
  }

  /** How many of these bytes may go now; they are counted as sent. */
  private int room(int bytes) throws IOException {
    if (isWriteShutdown()) {
      throw new ClosedChannelException();
    }
    if (stream.isBroken()) {
      throw new IOException("the host has given the connection up");
    }
    int wanted = Math.min(bytes, stream.sendWindow.open());
    int count = link.roomFor(wanted);
    if (count < wanted) {
      waitForRoom();
    }
    stream.sendWindow.sent(count);
    return count;
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    return Conduits.writeFinalBasic(this, source);
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    return Conduits.writeFinalBasic(this, sources, offset, length);
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) throws IOException {
    ByteBuffer through = ByteBuffer.allocate((int) Math.min(count, TRANSFER));
    int read = source.read(through, position);
    return read <= 0 ? read : write(through.flip());
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    return Conduits.transfer(source, count, through, this);
  }

  /** What was taken will leave: there is nothing to push. */
  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void terminateWrites() {
    link.lock.lock();
    try {
      if (!isWriteShutdown() && !stream.isBroken()) {
        link.sendEnd(stream);
      }
    } finally {
      link.lock.unlock();
    }
    if (stream.writeClosed()) {
      suspendWrites();
      terminated();
    }
  }

  /** The answer must not look complete: the stream is given up. */
  @Override
  public void truncateWrites() throws IOException {
    stream.close();
  }

  @Override
  public boolean isWriteShutdown() {
    return stream.isWriteShutdown();
  }

  @Override
  public void resumeWrites() {
    interest.resume(false);
  }

  @Override
  public void wakeupWrites() {
    interest.resume(true);
  }

  @Override
  public void suspendWrites() {
    interest.suspend();
  }

  @Override
  public boolean isWriteResumed() {
    return interest.isResumed();
  }

  @Override
  public void awaitWritable() throws IOException {
    awaitWritable(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public void awaitWritable(long time, TimeUnit unit) throws IOException {
    interest.await(time, unit, () -> canWrite() || isWriteShutdown());
  }

  @Override
  public XnioIoThread getWriteThread() {
    return stream.getIoThread();
  }

  @Override
  public void setWriteReadyHandler(WriteReadyHandler handler) {
    listener = handler;
  }

  @Override
  public XnioWorker getWorker() {
    return stream.getWorker();
  }
}
