package dev.insula.host.front;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * The other end of a connection and the end the client reached.
 *
 * @param address the address the connection came from
 * @param port the port it came from
 * @param localPort the port it reached
 * @param trusted whether it is one of the trusted proxies, whose word about the client counts
 * @param tls what the TLS handshake settled; null on a connection without TLS
 */
record ClientPeer(
    InetAddress address, int port, int localPort, boolean trusted, @Nullable TlsPeer tls) {

  static ClientPeer of(StreamConnection channel, TrustedProxies trust) {
    InetSocketAddress peer = channel.getPeerAddress(InetSocketAddress.class);
    int reached = channel.getLocalAddress(InetSocketAddress.class).getPort();
    return new ClientPeer(
        peer.getAddress(), peer.getPort(), reached, trust.contains(peer.getAddress()), null);
  }

  ClientPeer with(TlsPeer settled) {
    return new ClientPeer(address, port, localPort, trusted, settled);
  }

  String scheme() {
    return tls == null ? "http" : "https";
  }
}
