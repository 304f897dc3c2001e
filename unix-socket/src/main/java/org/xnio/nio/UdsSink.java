package org.xnio.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.channels.WriteTimeoutException;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/** The writing side of a {@link UdsStreamConnection}. */
final class UdsSink implements StreamSinkConduit {
  private final UdsHandle handle;
  private final UdsStreamConnection connection;
  private final IdleTimeout timeout = new IdleTimeout();
  private @Nullable WriteReadyHandler listener;

  UdsSink(UdsHandle handle, UdsStreamConnection connection) {
    this.handle = handle;
    this.connection = connection;
  }

  IdleTimeout timeout() {
    return timeout;
  }

  void ready() {
    if (isWriteShutdown()) {
      suspendWrites();
    }
    WriteReadyHandler handler = listener;
    if (handler != null) {
      handler.writeReady();
    }
  }

  void forceTermination() {
    WriteReadyHandler handler = listener;
    if (handler != null) {
      handler.forceTermination();
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
    return (int) moved(handle.channel().write(source));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return length == 1
        ? write(sources[offset])
        : moved(handle.channel().write(sources, offset, length));
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
    return moved(source.transferTo(position, count, handle.channel()));
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    return Conduits.transfer(source, count, through, this);
  }

  private long moved(long count) throws IOException {
    if (timeout.expiredAfter(count)) {
      throw new WriteTimeoutException("nothing was taken for " + timeout.millis() + " ms");
    }
    return count;
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void terminateWrites() throws IOException {
    if (!connection.writeClosed()) {
      return;
    }
    try {
      if (handle.getSelectionKey().isValid()) {
        suspendWrites();
      }
      handle.channel().shutdownOutput();
    } catch (ClosedChannelException | NotYetConnectedException nothingToShutDown) {
      // the connection has ended as a whole
    } finally {
      terminated();
    }
  }

  @Override
  public void truncateWrites() throws IOException {
    terminateWrites();
  }

  @Override
  public boolean isWriteShutdown() {
    return connection.isWriteShutdown();
  }

  @Override
  public void resumeWrites() {
    handle.resume(SelectionKey.OP_WRITE);
  }

  @Override
  public void suspendWrites() {
    handle.suspend(SelectionKey.OP_WRITE);
  }

  @Override
  public void wakeupWrites() {
    handle.wakeup(SelectionKey.OP_WRITE);
  }

  @Override
  public boolean isWriteResumed() {
    return handle.isResumed(SelectionKey.OP_WRITE);
  }

  @Override
  public void awaitWritable() throws IOException {
    awaitWritable(0, TimeUnit.MILLISECONDS);
  }

  @Override
  public void awaitWritable(long time, TimeUnit unit) throws IOException {
    Xnio.checkBlockingAllowed();
    if (!isWriteShutdown()) {
      NioXnio xnio = handle.getWorkerThread().getWorker().getXnio();
      SelectorUtils.await(xnio, handle.channel(), SelectionKey.OP_WRITE, time, unit);
    }
  }

  @Override
  public XnioIoThread getWriteThread() {
    return handle.getWorkerThread();
  }

  @Override
  public void setWriteReadyHandler(WriteReadyHandler handler) {
    listener = handler;
  }

  @Override
  public XnioWorker getWorker() {
    return handle.getWorkerThread().getWorker();
  }
}
