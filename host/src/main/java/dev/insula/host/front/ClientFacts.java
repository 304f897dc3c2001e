package dev.insula.host.front;

/**
 * Who asks, as far as it is known: what the connection shows, or what a trusted proxy says.
 *
 * @param address the client's IP address, without brackets; as a trusted proxy named it, it may be
 *     any token of RFC 7239 section 6
 * @param port the client's port, 0 if a proxy did not tell
 * @param scheme {@code http} or {@code https}
 * @param host the host the client asked for, in normal form
 * @param hostPort the port the client asked for
 */
public record ClientFacts(String address, int port, String scheme, String host, int hostPort) {
  /** The host as a {@code Host} field spells it: the scheme's own port is left out. */
  public String authority() {
    boolean usual = hostPort == ("https".equals(scheme) ? 443 : 80);
    return usual ? host : host + ':' + hostPort;
  }
}
