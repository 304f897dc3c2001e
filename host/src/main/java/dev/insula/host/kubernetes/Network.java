package dev.insula.host.kubernetes;

import dev.insula.config.Site;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.List;
import java.util.Map;

/** Who reaches a site's pods, and how many of them there are. */
final class Network {
  static final int SERVICE_PORT = 80;
  private static final int CPU_PERCENT = 80;

  private final Site site;
  private final ObjectNames names;
  private final ObjectMeta metadata;
  private final ExportOptions options;

  Network(Site site, ObjectNames names, ObjectMeta metadata, ExportOptions options) {
    this.site = site;
    this.names = names;
    this.metadata = metadata;
    this.options = options;
  }

  HasMetadata service() {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withSelector(names.selector())
        .addNewPort()
        .withName(Workload.PORT_NAME)
        .withPort(SERVICE_PORT)
        .withTargetPort(new IntOrString(Workload.PORT_NAME))
        .withAppProtocol("http")
        .endPort()
        .endSpec()
        .build();
  }

  /**
   * Only the gateway's namespace reaches the site: no other site's pod does. A site without a
   * network reaches nobody, as there is no rule that lets it out.
   */
  HasMetadata policy() {
    return new NetworkPolicyBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(names.selector())
        .endPodSelector()
        .withPolicyTypes(
            site.network() == dev.insula.config.Network.NONE
                ? List.of("Ingress", "Egress")
                : List.of("Ingress"))
        .addNewIngress()
        .addNewFrom()
        .withNewNamespaceSelector()
        .withMatchLabels(Map.of("kubernetes.io/metadata.name", options.gatewayNamespace()))
        .endNamespaceSelector()
        .endFrom()
        .addNewPort()
        .withProtocol("TCP")
        .withPort(new IntOrString(Workload.PORT_NAME))
        .endPort()
        .endIngress()
        .endSpec()
        .build();
  }

  HasMetadata autoscaler() {
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind("Deployment")
        .withName(names.base())
        .endScaleTargetRef()
        .withMinReplicas(1)
        .withMaxReplicas(options.maximumReplicas())
        .addNewMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(CPU_PERCENT)
        .endTarget()
        .endResource()
        .endMetric()
        .endSpec()
        .build();
  }
}
