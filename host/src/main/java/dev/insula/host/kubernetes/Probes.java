package dev.insula.host.kubernetes;

import dev.insula.config.Health;
import dev.insula.config.HostPattern;
import dev.insula.config.Site;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.Optional;

/** When a pod has started, may get traffic, and has to be started anew. */
final class Probes {
  private static final int STARTUP_PERIOD_SECONDS = 2;
  private static final int PERIOD_SECONDS = 10;

  private final Site site;

  Probes(Site site) {
    this.site = site;
  }

  /** Gives up when the site's own start timeout and the host's start before it are over. */
  Probe startup() {
    long seconds = site.timeouts().start().plus(Duration.ofSeconds(10)).toSeconds();
    return asked()
        .withPeriodSeconds(STARTUP_PERIOD_SECONDS)
        .withFailureThreshold(Math.toIntExact(Math.ceilDiv(seconds, STARTUP_PERIOD_SECONDS)))
        .build();
  }

  Probe readiness() {
    long seconds = site.health().map(Health::every).orElse(Health.EVERY).toSeconds();
    return asked()
        .withPeriodSeconds(Math.toIntExact(Math.max(1, seconds)))
        .withFailureThreshold(2)
        .build();
  }

  /** Only the front's own life: a sick site process is the business of the host in the pod. */
  Probe liveness() {
    return connected().withPeriodSeconds(PERIOD_SECONDS).withFailureThreshold(3).build();
  }

  /** A probe takes every status from 200 to 399 for healthy, and no other. */
  static boolean canExpect(int status) {
    return status >= 200 && status < 400;
  }

  private ProbeBuilder asked() {
    return site.health()
        .filter(health -> canExpect(health.expect()))
        .map(this::http)
        .orElseGet(Probes::connected);
  }

  private static ProbeBuilder connected() {
    return new ProbeBuilder()
        .withTimeoutSeconds(5)
        .withNewTcpSocket()
        .withPort(new IntOrString(Workload.PORT_NAME))
        .endTcpSocket();
  }

  private ProbeBuilder http(Health health) {
    var probe =
        new ProbeBuilder()
            .withTimeoutSeconds(Math.toIntExact(Math.max(1, health.within().toSeconds())))
            .withNewHttpGet()
            .withPath(health.path())
            .withPort(new IntOrString(Workload.PORT_NAME));
    host()
        .ifPresent(
            name -> probe.addNewHttpHeader().withName("Host").withValue(name).endHttpHeader());
    return probe.endHttpGet();
  }

  private Optional<String> host() {
    return site.hosts().stream()
        .findFirst()
        .map(pattern ->
            switch (pattern) {
              case HostPattern.Exact(var name) -> name.text();
              case HostPattern.Wildcard(var parent) -> "probe." + parent.text();
            });
  }
}
