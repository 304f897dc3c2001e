package dev.insula.host.hop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.xnio.XnioIoThread;
import org.xnio.nio.Tcp;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsLink;

/** Where a hop's connections go. */
public sealed interface HopAddress {
  /** Connects on the I/O thread; {@code admit} is asked where the other end's user can be told. */
  void link(
      XnioIoThread thread,
      Duration patience,
      Predicate<SocketChannel> admit,
      UdsLink.Opened opened);

  /** A daemon's Unix domain socket. */
  record UnixSocket(Path path) implements HopAddress {
    @Override
    public void link(
        XnioIoThread thread,
        Duration patience,
        Predicate<SocketChannel> admit,
        UdsLink.Opened opened) {
      Uds.link(thread, path, patience, admit, opened);
    }
  }

  /** The socket of a daemon that takes links: all requests of an I/O thread share a connection. */
  record SharedSocket(Path path) implements HopAddress {
    @Override
    public void link(
        XnioIoThread thread,
        Duration patience,
        Predicate<SocketChannel> admit,
        UdsLink.Opened opened) {
      new UnixSocket(path).link(thread, patience, admit, opened);
    }
  }

  /** A port of 127.0.0.1 that a daemon was given. */
  record LocalPort(InetSocketAddress address) implements HopAddress {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    public static LocalPort of(int port) {
      try {
        return new LocalPort(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      } catch (java.net.UnknownHostException e) {
        throw new AssertionError("four bytes are an address", e);
      }
    }

    @Override
    public void link(
        XnioIoThread thread,
        Duration patience,
        Predicate<SocketChannel> admit,
        UdsLink.Opened opened) {
      Tcp.link(thread, address, patience, opened);
    }
  }

  /**
   * A server that somebody else runs, which nobody will start again when it is gone.
   *
   * @param address asked for each connection on an I/O thread, so it must not wait; an unresolved
   *     one fails the connection
   */
  record Elsewhere(Supplier<CompletionStage<InetSocketAddress>> address) implements HopAddress {
    @Override
    public void link(
        XnioIoThread thread,
        Duration patience,
        Predicate<SocketChannel> admit,
        UdsLink.Opened opened) {
      address.get().thenAccept(found -> Tcp.link(thread, found, patience, opened));
    }
  }
}
