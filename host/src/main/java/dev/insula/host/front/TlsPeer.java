package dev.insula.host.front;

/** What a TLS handshake settles: which certificate the client was shown. */
record TlsPeer(TlsKeys keys, TlsServerName name) {
  /**
   * True if {@code host} has the very certificate that the handshake was answered with. Anything
   * else is a misdirected request (RFC 9110 section 15.5.20).
   */
  boolean mayAskFor(String host) {
    return keys.agree(name.value(), host);
  }
}
