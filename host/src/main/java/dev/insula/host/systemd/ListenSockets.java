package dev.insula.host.systemd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listening sockets that the service manager made and keeps (sd_listen_fds(3)): they outlive
 * this process, and so do the connections that wait in them.
 */
public final class ListenSockets {
  /** SD_LISTEN_FDS_START. */
  private static final int FIRST = 3;

  private final List<Passed> passed;
  private final Set<Passed> claimed = ConcurrentHashMap.newKeySet();

  private record Passed(int descriptor, InetSocketAddress address) {
    boolean answersFor(InetSocketAddress wanted) {
      if (address.getPort() != wanted.getPort()) {
        return false;
      }
      boolean everywhere = address.getAddress().isAnyLocalAddress();
      boolean isSame = address.getAddress().equals(wanted.getAddress());
      boolean isDualStack = address.getAddress() instanceof java.net.Inet6Address;
      return isSame || (everywhere && isDualStack && wanted.getAddress().isAnyLocalAddress());
    }
  }

  private ListenSockets(List<Passed> passed) {
    this.passed = List.copyOf(passed);
  }

  /** None were passed. */
  public static ListenSockets none() {
    return new ListenSockets(List.of());
  }

  /**
   * What this environment says was passed to the process with this id.
   *
   * @throws IOException with a sentence, if something was passed that is no listening TCP socket
   */
  public static ListenSockets of(Map<String, String> environment, long pid) throws IOException {
    if (!environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(pid))) {
      return none();
    }
    List<Passed> passed = new ArrayList<>();
    int count = count(environment.getOrDefault("LISTEN_FDS", "0"));
    for (int descriptor = FIRST; descriptor < FIRST + count; descriptor++) {
      passed.add(new Passed(descriptor, address(descriptor)));
    }
    return new ListenSockets(passed);
  }

  private static int count(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("LISTEN_FDS is \"" + text + "\", which is no number", e);
    }
  }

  private static InetSocketAddress address(int descriptor) throws IOException {
    try (ServerSocketChannel channel = AdoptedSocket.of(new Libc().duplicate(descriptor))) {
      if (channel.getLocalAddress() instanceof InetSocketAddress address) {
        return address;
      }
      throw new IOException(
          "the passed socket " + descriptor + " is no TCP socket; Insula listens on TCP only");
    }
  }

  /** Where sockets listen that nobody has asked for: their clients would wait for ever. */
  public List<InetSocketAddress> unclaimed() {
    return passed.stream()
        .filter(socket -> !claimed.contains(socket))
        .map(Passed::address)
        .toList();
  }

  /**
   * A new channel of the socket that answers for this address. Closing it does not end the
   * listening, for the service manager has the socket, too.
   *
   * @return empty if none was passed for it
   * @throws IOException if there are no more descriptors
   */
  public Optional<ServerSocketChannel> channel(InetSocketAddress wanted) throws IOException {
    for (Passed socket : passed) {
      if (socket.answersFor(wanted)) {
        claimed.add(socket);
        return Optional.of(AdoptedSocket.of(new Libc().duplicate(socket.descriptor())));
      }
    }
    return Optional.empty();
  }
}
