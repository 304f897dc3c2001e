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
import org.xnio.channels.ReadTimeoutException;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/** The reading side of a {@link UdsStreamConnection}. */
final class UdsSource implements StreamSourceConduit {
  private final UdsHandle handle;
  private final UdsStreamConnection connection;
  private final IdleTimeout timeout = new IdleTimeout();
  private @Nullable ReadReadyHandler listener;

  UdsSource(UdsHandle handle, UdsStreamConnection connection) {
    this.handle = handle;
    this.connection = connection;
  }

  IdleTimeout timeout() {
    return timeout;
  }

  void ready() {
    if (isReadShutdown()) {
      suspendReads();
    }
    ReadReadyHandler handler = listener;
    if (handler != null) {
      handler.readReady();
    }
  }

  void forceTermination() {
    ReadReadyHandler handler = listener;
    if (handler != null) {
      handler.forceTermination();
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
    try {
      return (int) moved(handle.channel().read(target));
    } catch (ClosedChannelException e) {
      return -1;
    }
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    try {
      return moved(handle.channel().read(targets, offset, length));
    } catch (ClosedChannelException e) {
      return -1;
    }
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return moved(target.transferFrom(handle.channel(), position, count));
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, through, target);
  }

  private long moved(long count) throws IOException {
    if (count == -1) {
      terminateReads();
    } else if (timeout.expiredAfter(count)) {
      throw new ReadTimeoutException("nothing arrived for " + timeout.millis() + " ms");
    }
    return count;
  }

  @Override
  public void terminateReads() throws IOException {
    if (!connection.readClosed()) {
      return;
    }
    try {
      if (handle.getSelectionKey().isValid()) {
        suspendReads();
      }
      handle.channel().shutdownInput();
    } catch (ClosedChannelException | NotYetConnectedException nothingToShutDown) {
      // the connection has ended as a whole
    } finally {
      terminated();
    }
  }

  @Override
  public boolean isReadShutdown() {
    return connection.isReadShutdown();
  }

  @Override
  public void resumeReads() {
    handle.resume(SelectionKey.OP_READ);
  }

  @Override
  public void suspendReads() {
    handle.suspend(SelectionKey.OP_READ);
  }

  @Override
  public void wakeupReads() {
    handle.wakeup(SelectionKey.OP_READ);
  }

  @Override
  public boolean isReadResumed() {
    return handle.isResumed(SelectionKey.OP_READ);
  }

  @Override
  public void awaitReadable() throws IOException {
    awaitReadable(0, TimeUnit.MILLISECONDS);
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) throws IOException {
    Xnio.checkBlockingAllowed();
    NioXnio xnio = handle.getWorkerThread().getWorker().getXnio();
    SelectorUtils.await(xnio, handle.channel(), SelectionKey.OP_READ, time, unit);
  }

  @Override
  public XnioIoThread getReadThread() {
    return handle.getWorkerThread();
  }

  @Override
  public void setReadReadyHandler(ReadReadyHandler handler) {
    listener = handler;
  }

  @Override
  public XnioWorker getWorker() {
    return handle.getWorkerThread().getWorker();
  }
}
