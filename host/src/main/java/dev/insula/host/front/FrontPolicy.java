package dev.insula.host.front;

import dev.insula.config.AddressRange;
import dev.insula.config.HostPattern;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.Tls;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a manifest asks of the front as a whole: how strict the gate is, and the certificates. */
final class FrontPolicy {
  private FrontPolicy() {}

  static GateOptions gate(Manifest manifest) {
    GateLimits usual = GateLimits.DEFAULT;
    long body =
        manifest.sites().values().stream()
            .mapToLong(site -> site.limits().body().bytes())
            .max()
            .orElse(usual.body());
    return new GateOptions(
        withBody(usual, Math.max(1, body)),
        TrustedProxies.of(manifest.trustedProxies().stream().map(AddressRange::toString).toList()),
        _ -> false,
        false);
  }

  private static GateLimits withBody(GateLimits limits, long body) {
    return new GateLimits(
        limits.head(),
        limits.requestLine(),
        limits.field(),
        limits.fields(),
        body,
        limits.headTime(),
        limits.handshakeTime(),
        limits.idle(),
        limits.stall(),
        limits.bodyRate(),
        limits.connections(),
        limits.connectionsPerSource(),
        limits.requestsPerConnection(),
        limits.streamsPerConnection(),
        limits.streams(),
        limits.resets(),
        limits.controlFrames());
  }

  /**
   * The certificates of all sites.
   *
   * @throws IOException with a sentence that names the site and the file, if one cannot be used
   */
  static TlsTable tls(Manifest manifest) throws IOException {
    Map<String, TlsIdentity> identities = new HashMap<>();
    Optional<TlsIdentity> fallback = Optional.empty();
    for (Site site : manifest.sites().values()) {
      if (site.tls().isPresent()) {
        TlsIdentity identity = identity(site, site.tls().get());
        for (HostPattern host : site.hosts()) {
          identities.put(host.toString(), identity);
        }
        fallback = site.isDefault() ? Optional.of(identity) : fallback;
      }
    }
    return new TlsTable(identities, fallback);
  }

  private static TlsIdentity identity(Site site, Tls tls) throws IOException {
    try {
      return TlsPem.read(tls.certificate(), tls.key());
    } catch (IOException e) {
      throw new IOException("sites." + site.name() + ".tls: " + e.getMessage(), e);
    }
  }
}
