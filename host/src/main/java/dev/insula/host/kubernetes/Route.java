package dev.insula.host.kubernetes;

import dev.insula.config.HostPattern;
import dev.insula.config.Site;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilterBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The way from the gateway to a site, by the Gateway API's HTTPRoute. */
final class Route {
  private final Site site;
  private final ObjectMeta metadata;
  private final ExportOptions options;

  Route(Site site, ObjectMeta metadata, ExportOptions options) {
    this.site = site;
    this.metadata = metadata;
    this.options = options;
  }

  /** A route takes host names only, so an address literal has none. */
  static boolean isHostName(HostPattern pattern) {
    String text = pattern.toString();
    return !text.startsWith("[") && !text.matches("[0-9.]+");
  }

  HasMetadata toService(String service) {
    return route(
        new HTTPRouteRuleBuilder()
            .addNewBackendRef()
            .withName(service)
            .withPort(Network.SERVICE_PORT)
            .endBackendRef()
            .build());
  }

  HasMetadata redirect(URI target) {
    return route(new HTTPRouteRuleBuilder().withFilters(redirection(target)).build());
  }

  private static HTTPRouteFilter redirection(URI target) {
    var redirect =
        new HTTPRouteFilterBuilder()
            .withType("RequestRedirect")
            .withNewRequestRedirect()
            .withScheme(target.getScheme())
            .withHostname(target.getHost())
            .withStatusCode(301);
    if (target.getPort() >= 0) {
      redirect.withPort(target.getPort());
    }
    folder(target)
        .ifPresent(path ->
            redirect
                .withNewPath()
                .withType("ReplacePrefixMatch")
                .withReplacePrefixMatch(path)
                .endPath());
    return redirect.endRequestRedirect().build();
  }

  private static Optional<String> folder(URI target) {
    String path = target.getRawPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? Optional.empty()
        : Optional.of(path);
  }

  private HasMetadata route(HTTPRouteRule rule) {
    List<String> hosts =
        site.isDefault()
            ? List.of()
            : site.hosts().stream().filter(Route::isHostName).map(HostPattern::toString).toList();
    return new HTTPRouteBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .addNewParentRef()
        .withName(options.gateway())
        .withNamespace(options.gatewayNamespace())
        .endParentRef()
        .withHostnames(hosts)
        .withRules(rule)
        .endSpec()
        .build();
  }
}
