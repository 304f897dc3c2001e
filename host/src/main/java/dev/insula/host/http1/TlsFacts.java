package dev.insula.host.http1;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.SSLSessionInfo;
import java.io.IOException;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.xnio.SslClientAuthMode;
import org.xnio.channels.SslChannel;

/** What the handshake of a connection settled. */
record TlsFacts(SslChannel channel) implements SSLSessionInfo {
  @Override
  public byte[] getSessionId() {
    return getSSLSession().getId();
  }

  @Override
  public String getCipherSuite() {
    return getSSLSession().getCipherSuite();
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    return getSSLSession().getPeerCertificates();
  }

  // The interface still asks for a type that is to be removed from the platform.
  @SuppressWarnings({"deprecation", "removal"})
  @Override
  public javax.security.cert.X509Certificate[] getPeerCertificateChain() {
    throw new UnsupportedOperationException("Ask for the peer's certificates, not for its chain.");
  }

  @Override
  public void renegotiate(HttpServerExchange exchange, SslClientAuthMode mode) throws IOException {
    throw new IOException("TLS connections are not renegotiated (RFC 8446 has no renegotiation).");
  }

  @Override
  public SSLSession getSSLSession() {
    return channel.getSslSession();
  }
}
