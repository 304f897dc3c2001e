package dev.insula.host.front;

import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;

/** TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only (RFC 9325). */
final class TlsSettings {
  private static final Sequence<String> PROTOCOLS = Sequence.of("TLSv1.3", "TLSv1.2");
  private static final Sequence<String> CIPHERS =
      Sequence.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private TlsSettings() {}

  static OptionMap on(OptionMap socket) {
    return OptionMap.builder()
        .addAll(socket)
        .setSequence(Options.SSL_ENABLED_PROTOCOLS, PROTOCOLS.toArray(new String[0]))
        .setSequence(Options.SSL_ENABLED_CIPHER_SUITES, CIPHERS.toArray(new String[0]))
        .getMap();
  }
}
