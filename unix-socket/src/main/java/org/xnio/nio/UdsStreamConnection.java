package org.xnio.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xnio.Option;
import org.xnio.Options;

/**
 * An XNIO stream connection over a Unix domain socket.
 *
 * <p>Both ends are reported as the address {@code unix/127.0.0.1:0}: Undertow casts the addresses
 * of a connection to {@link InetSocketAddress} in many places and a Unix domain socket has none.
 */
public final class UdsStreamConnection extends AbstractNioStreamConnection {
  /** What both ends of a Unix domain socket have for an address, as there is none. */
  public static final InetSocketAddress ADDRESS = syntheticAddress();

  private static final Set<Option<?>> OPTIONS =
      Set.of(
          Options.READ_TIMEOUT, Options.WRITE_TIMEOUT, Options.RECEIVE_BUFFER, Options.SEND_BUFFER);

  private final UdsHandle handle;
  private final UdsSource source;
  private final UdsSink sink;

  /** Takes over the registered channel of {@code key}; call on {@code thread}. */
  UdsStreamConnection(WorkerThread thread, SelectionKey key) {
    super(thread);
    handle = new UdsHandle(thread, key, this);
    source = new UdsSource(handle, this);
    sink = new UdsSink(handle, this);
    key.attach(handle);
    setSourceConduit(source);
    setSinkConduit(sink);
  }

  /** The channel below, for instance to ask for the peer's credentials. */
  public SocketChannel channel() {
    return handle.channel();
  }

  @Override
  public SocketAddress getPeerAddress() {
    return ADDRESS;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return ADDRESS;
  }

  @Override
  public boolean supportsOption(Option<?> option) {
    return OPTIONS.contains(option);
  }

  @Override
  public <T> @Nullable T getOption(Option<T> option) throws IOException {
    if (option.equals(Options.READ_TIMEOUT)) {
      return option.cast(source.timeout().millis());
    }
    if (option.equals(Options.WRITE_TIMEOUT)) {
      return option.cast(sink.timeout().millis());
    }
    if (option.equals(Options.RECEIVE_BUFFER)) {
      return option.cast(channel().getOption(StandardSocketOptions.SO_RCVBUF));
    }
    if (option.equals(Options.SEND_BUFFER)) {
      return option.cast(channel().getOption(StandardSocketOptions.SO_SNDBUF));
    }
    return null;
  }

  @Override
  public <T> @Nullable T setOption(Option<T> option, @Nullable T value) throws IOException {
    T before = getOption(option);
    if (option.equals(Options.READ_TIMEOUT)) {
      source.timeout().millis(intOf(value));
    } else if (option.equals(Options.WRITE_TIMEOUT)) {
      sink.timeout().millis(intOf(value));
    } else if (option.equals(Options.RECEIVE_BUFFER)) {
      channel().setOption(StandardSocketOptions.SO_RCVBUF, intOf(value));
    } else if (option.equals(Options.SEND_BUFFER)) {
      channel().setOption(StandardSocketOptions.SO_SNDBUF, intOf(value));
    }
    return before;
  }

  private static int intOf(@Nullable Object value) {
    return value instanceof Integer i ? i : 0;
  }

  @Override
  protected boolean readClosed() {
    return super.readClosed();
  }

  @Override
  protected boolean writeClosed() {
    return super.writeClosed();
  }

  @Override
  protected void closeAction() throws IOException {
    try {
      handle.cancelKey(false);
      channel().close();
    } catch (ClosedChannelException alreadyClosed) {
      // closing twice is fine
    }
  }

  @Override
  protected void notifyReadClosed() {
    source.terminated();
    super.notifyReadClosed();
  }

  @Override
  protected void notifyWriteClosed() {
    sink.terminated();
    super.notifyWriteClosed();
  }

  UdsSource source() {
    return source;
  }

  UdsSink sink() {
    return sink;
  }

  private static InetSocketAddress syntheticAddress() {
    try {
      return new InetSocketAddress(InetAddress.getByAddress("unix", new byte[] {127, 0, 0, 1}), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of four bytes is always accepted", e);
    }
  }
}
