package dev.insula.host.front;

import dev.insula.host.route.HostName;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * The host that one connection's client names in its handshake (RFC 6066 section 3). A session
 * remembers the name it began with, not the one it is resumed with, so each hello is listened to.
 */
final class TlsServerName extends SNIMatcher {
  private final TlsKeys keys;
  private volatile @Nullable String named;

  private TlsServerName(TlsKeys keys) {
    super(StandardConstants.SNI_HOST_NAME);
    this.keys = keys;
  }

  /** Listens to the handshake of an engine that has not begun one. */
  static TlsServerName of(SSLEngine engine, TlsKeys keys) {
    TlsServerName name = new TlsServerName(keys);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setSNIMatchers(java.util.List.of(name));
    engine.setSSLParameters(parameters);
    return name;
  }

  /** In normal form; null if the client named none. */
  @Nullable String value() {
    return named;
  }

  /** Refuses a name without a certificate, and a change of mind on a connection in use. */
  @Override
  public boolean matches(SNIServerName name) {
    String wanted = name instanceof SNIHostName host ? HostName.normal(host.getAsciiName()) : null;
    if (wanted == null) {
      wanted =
          HostName.normal(
              new String(name.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII));
    }
    String before = named;
    if (wanted == null || !keys.answersFor(wanted) || (before != null && !before.equals(wanted))) {
      return false;
    }
    named = wanted;
    return true;
  }
}
