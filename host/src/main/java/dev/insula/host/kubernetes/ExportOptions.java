package dev.insula.host.kubernetes;

import dev.insula.config.SiteName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a manifest does not say about a cluster.
 *
 * @param image the container image; {@code {site}} in it stands for the site's name
 * @param namespace where the objects belong; empty leaves it to whoever applies them
 * @param gateway the Gateway that the routes hang on
 * @param gatewayNamespace the only namespace whose pods reach the sites
 * @param maximumReplicas up to how many pods a site is scaled, from 1
 * @param trustedProxies address ranges of the gateway's pods, whose {@code X-Forwarded-*} is
 *     believed
 * @param volumes the sites that keep state, each with its volumes
 */
public record ExportOptions(
    String image,
    Optional<String> namespace,
    String gateway,
    String gatewayNamespace,
    int maximumReplicas,
    List<String> trustedProxies,
    Map<SiteName, List<StateVolume>> volumes) {
  public ExportOptions {
    trustedProxies = List.copyOf(trustedProxies);
    volumes = Map.copyOf(volumes);
    if (maximumReplicas < 1) {
      throw new IllegalArgumentException(
          "--maximum-replicas is " + maximumReplicas + "; a site needs one pod at least");
    }
  }

  String image(SiteName site) {
    return image.replace("{site}", site.text());
  }

  List<StateVolume> volumesOf(SiteName site) {
    return volumes.getOrDefault(site, List.of());
  }
}
