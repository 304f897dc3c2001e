package dev.insula.host.front;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which identity answers for which host: exact names, then the longest {@code *.} wildcard, then
 * the fallback, if there is one. Immutable.
 */
public final class TlsTable {
  /** No certificates: every handshake fails. */
  public static final TlsTable EMPTY = new TlsTable(Map.of(), Optional.empty());

  private final Map<String, TlsIdentity> identities;
  private final @Nullable TlsIdentity fallback;

  /**
   * A table by host patterns in normal form, such as {@code beta.test} and {@code *.beta.test}. The
   * fallback answers clients that name no host or an unknown one.
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  public TlsTable(Map<String, TlsIdentity> identities, Optional<TlsIdentity> fallback) {
    this.identities = new HashMap<>(identities);
    this.fallback = fallback.orElse(null);
  }

  /** The identity that answers for {@code host}; null stands for a client that named none. */
  @Nullable TlsIdentity find(@Nullable String host) {
    if (host == null) {
      return fallback;
    }
    TlsIdentity exact = identities.get(host);
    if (exact != null) {
      return exact;
    }
    int dot = host.indexOf('.');
    while (dot >= 0) {
      TlsIdentity wildcard = identities.get("*" + host.substring(dot));
      if (wildcard != null) {
        return wildcard;
      }
      dot = host.indexOf('.', dot + 1);
    }
    return fallback;
  }
}
