package org.xnio.nio;

import dev.insula.link.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.xnio.IoUtils;

/**
 * A connected socket on one I/O thread without XNIO's channel layers, for code that counts system
 * calls: a Unix domain socket made by {@link Uds#link}, or one made by {@link Tcp#link}. Not
 * thread-safe: everything here is called on the I/O thread.
 *
 * <p>Interest in reading is off at first. Each change of interest that survives to the next turn of
 * the selector costs a system call, a change that is undone within the same turn costs none.
 */
public final class UdsLink extends NioHandle implements Duplex {
  /** Receives the outcome of {@link Uds#link} on the I/O thread. */
  public interface Opened {
    /** Takes the link; its owner is named with {@link UdsLink#owner}. */
    void linked(UdsLink link);

    /** Nothing was opened, for one of the reasons that {@link Uds#link} lists. */
    void failed(IOException reason);
  }

  private static final System.Logger LOG = System.getLogger(UdsLink.class.getName());
  private static final Owner NOBODY = new Nobody();

  private final SocketChannel channel;
  private Owner owner = NOBODY;

  private UdsLink(WorkerThread thread, SelectionKey key) {
    super(thread, key);
    channel = (SocketChannel) key.channel();
  }

  static UdsConnector.Outcome outcome(WorkerThread thread, Opened opened) {
    return new UdsConnector.Outcome() {
      @Override
      public void connected(SocketChannel channel, SelectionKey key) {
        UdsLink link = new UdsLink(thread, key);
        key.attach(link);
        opened.linked(link);
      }

      @Override
      public void failed(IOException reason) {
        opened.failed(reason);
      }
    };
  }

  @Override
  public void owner(Owner newOwner) {
    owner = newOwner;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public void reading(boolean wanted) {
    want(SelectionKey.OP_READ, wanted);
  }

  @Override
  public void writing(boolean wanted) {
    want(SelectionKey.OP_WRITE, wanted);
  }

  private void want(int op, boolean wanted) {
    if (wanted) {
      resume(op);
    } else {
      suspend(op);
    }
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  /** False once {@link #close} was called. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    if (channel.isOpen()) {
      cancelKey(false);
      IoUtils.safeClose(channel);
    }
  }

  @Override
  void handleReady(int ready) {
    int ops = ready == 0 ? SelectionKey.OP_READ : ready;
    try {
      if ((ops & SelectionKey.OP_READ) != 0) {
        owner.readable();
      }
      if ((ops & SelectionKey.OP_WRITE) != 0 && channel.isOpen()) {
        owner.writable();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "A link is shut: its owner failed", e);
      forceTermination();
    }
  }

  @Override
  void forceTermination() {
    close();
    owner.terminated();
  }

  @Override
  void terminated() {}

  private static final class Nobody implements Owner {
    @Override
    public void readable() {}

    @Override
    public void writable() {}

    @Override
    public void terminated() {}
  }
}
