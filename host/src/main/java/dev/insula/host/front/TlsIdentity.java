package dev.insula.host.front;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that vouch for it, the server's own first.
 *
 * @param key the private key
 * @param chain at least one certificate
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  public TlsIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("A TLS identity needs at least one certificate.");
    }
  }

  /** The kind of key in the words of the JDK's TLS: {@code RSA}, {@code EC} or {@code EdDSA}. */
  String keyType() {
    return key.getAlgorithm();
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + ']';
  }
}
