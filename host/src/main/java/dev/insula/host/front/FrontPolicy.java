package dev.insula.host.front;

import dev.insula.config.AddressRange;
import dev.insula.config.HostName;
import dev.insula.config.HostPattern;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.Tls;
import dev.insula.host.route.Routes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
        encodedSlashHosts(manifest),
        false);
  }

  private static Predicate<String> encodedSlashHosts(Manifest manifest) {
    if (manifest.sites().values().stream().noneMatch(Site::encodedSlashes)) {
      return _ -> false;
    }
    var sites = new Routes.Builder<Site>();
    for (Site site : manifest.sites().values()) {
      for (HostPattern host : site.hosts()) {
        switch (host) {
          case HostPattern.Exact(HostName name) -> sites.exact(name.text(), site);
          case HostPattern.Wildcard(HostName parent) -> sites.wildcard(parent.text(), site);
        }
      }
      if (site.isDefault()) {
        sites.fallback(site);
      }
    }
    Routes<Site> routes = sites.build();
    return host -> {
      Site site = routes.find(host);
      return site != null && site.encodedSlashes();
    };
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
    var made = new TlsDevelopmentFiles(manifest.state().resolve("tls"));
    for (Site site : manifest.sites().values()) {
      if (site.tls().isPresent()) {
        TlsIdentity identity = identity(site, site.tls().get(), made);
        for (HostPattern host : site.hosts()) {
          identities.put(host.toString(), identity);
        }
        fallback = site.isDefault() ? Optional.of(identity) : fallback;
      }
    }
    return new TlsTable(identities, fallback);
  }

  private static TlsIdentity identity(Site site, Tls tls, TlsDevelopmentFiles made)
      throws IOException {
    try {
      return switch (tls) {
        case Tls.Files(Path certificate, Path key) -> TlsPem.read(certificate, key);
        case Tls.SelfSigned _ -> made.identity(site);
      };
    } catch (IOException e) {
      throw new IOException("sites." + site.name() + ".tls: " + e.getMessage(), e);
    }
  }
}
