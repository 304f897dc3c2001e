package org.xnio.nio;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.Predicate;
import jdk.net.ExtendedSocketOptions;

/**
 * Who is at the other end of a Unix domain socket (SO_PEERCRED).
 *
 * <p>At the connecting end the kernel answers with the credential of the last {@code listen()}: a
 * process that listens as root and changes its user afterwards shows as root. A look-up costs a
 * resolution of the user's name (some 50 microseconds, more where names come from the network), so
 * it is made once per connection.
 */
public final class UnixPeer {
  private UnixPeer() {}

  /** The peer's user name, or its uid in digits where no name belongs to it. */
  public static String user(SocketChannel channel) throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
  }

  /**
   * Admits connections to or from processes of exactly this user (a name, else a uid in digits).
   */
  public static Predicate<SocketChannel> is(String user) {
    return channel -> {
      try {
        return user(channel).equals(user);
      } catch (IOException | UnsupportedOperationException unknown) {
        return false;
      }
    };
  }

  /** Admits every connection. */
  public static Predicate<SocketChannel> anybody() {
    return channel -> true;
  }
}
