package dev.insula.host.front;

import dev.insula.host.route.HostName;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates in use. A reload publishes a new table with one assignment; handshakes that have
 * begun end with what they began with. Safe for use by any thread.
 *
 * <p>A session is resumed only with the host it began with. Java can tell that for sessions it
 * keeps itself, not for those it hands out as tickets: with tickets, nothing is ever resumed. So
 * the JVM should run with {@code -Djdk.tls.server.enableSessionTicketExtension=false}.
 */
public final class TlsKeys {
  private static final int SESSION_SECONDS = 3600;

  private final AtomicReference<TlsTable> table = new AtomicReference<>(TlsTable.EMPTY);
  private final SSLContext context;

  /** Keys without certificates yet. */
  public TlsKeys() {
    try {
      context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new BySni()}, new TrustManager[0], null);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime offers no TLS: " + e.getMessage(), e);
    }
  }

  /** Answers every handshake from now on out of {@code wanted}. */
  public void publish(TlsTable wanted) {
    table.set(wanted);
  }

  SSLContext context() {
    return context;
  }

  /** True if there is a certificate for the host. */
  boolean answersFor(String host) {
    return table.get().find(host) != null;
  }

  /** True if both hosts have the same identity; null stands for a client that named none. */
  boolean agree(@Nullable String serverName, String host) {
    TlsTable current = table.get();
    TlsIdentity wanted = current.find(host);
    return wanted != null && wanted.equals(current.find(serverName));
  }

  /** Chooses by the name in the handshake; an alias lives as long as its handshake. */
  private final class BySni extends X509ExtendedKeyManager {
    private final ConcurrentHashMap<String, TlsIdentity> byAlias = new ConcurrentHashMap<>();

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, java.security.Principal @Nullable [] issuers, SSLEngine engine) {
      SSLSession session = engine.getHandshakeSession();
      TlsIdentity identity = table.get().find(session == null ? null : serverName(session));
      if (identity == null || !identity.keyType().equals(keyType)) {
        return null;
      }
      String alias = Integer.toHexString(identity.hashCode());
      byAlias.put(alias, identity);
      return alias;
    }

    private static @Nullable String serverName(SSLSession session) {
      if (session instanceof ExtendedSSLSession extended) {
        for (SNIServerName name : extended.getRequestedServerNames()) {
          if (name instanceof SNIHostName host) {
            return HostName.normal(host.getAsciiName());
          }
        }
      }
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      TlsIdentity identity = byAlias.get(alias);
      return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      TlsIdentity identity = byAlias.get(alias);
      return identity == null ? null : identity.key();
    }

    @Override
    public String @Nullable [] getServerAliases(
        String keyType, java.security.Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType,
        java.security.Principal @Nullable [] issuers,
        java.net.@Nullable Socket socket) {
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(
        String keyType, java.security.Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes,
        java.security.Principal @Nullable [] issuers,
        java.net.@Nullable Socket socket) {
      return null;
    }
  }
}
