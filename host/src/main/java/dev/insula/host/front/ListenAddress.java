package dev.insula.host.front;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where to listen, as the manifest declares it.
 *
 * @param tls whether connections begin with a TLS handshake
 * @param socket the address; port 0 takes a free one
 */
public record ListenAddress(boolean tls, InetSocketAddress socket) {
  /**
   * Reads {@code http://127.0.0.1:8080}, {@code https://[::1]:8443} and the like; {@code *} stands
   * for every address of the machine.
   *
   * @throws IllegalArgumentException with a sentence, if it is none of these
   */
  public static ListenAddress of(String written) {
    boolean tls = written.startsWith("https://");
    if (!tls && !written.startsWith("http://")) {
      throw notAnAddress(written);
    }
    String authority = written.substring(tls ? 8 : 7);
    if (authority.endsWith("/")) {
      authority = authority.substring(0, authority.length() - 1);
    }
    URI uri;
    try {
      uri =
          URI.create(
              "http://"
                  + (authority.startsWith("*") ? "[::]" + authority.substring(1) : authority));
    } catch (IllegalArgumentException e) {
      throw notAnAddress(written);
    }
    String host = uri.getHost();
    if (host == null || !uri.getPath().isEmpty()) {
      throw notAnAddress(written);
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return new ListenAddress(tls, socket(host, port, written));
  }

  private static InetSocketAddress socket(String host, int port, String written) {
    try {
      String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return host.equals("localhost")
          ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
          : new InetSocketAddress(InetAddress.ofLiteral(name), port);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(written);
    }
  }

  private static IllegalArgumentException notAnAddress(String written) {
    return new IllegalArgumentException(
        "listen: \""
            + written
            + "\" is no address to listen on; write http:// or https://, an IP address or localhost"
            + " or *, and a port, as in https://127.0.0.1:8443.");
  }

  @Override
  public String toString() {
    String host = socket.getAddress().getHostAddress();
    String literal = host.contains(":") ? '[' + host + ']' : host;
    return (tls ? "https://" : "http://") + literal + ':' + socket.getPort();
  }
}
