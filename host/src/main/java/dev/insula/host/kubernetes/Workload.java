package dev.insula.host.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** What keeps a site's pods alive: a Deployment, or a StatefulSet where there is state. */
final class Workload {
  static final String PORT_NAME = "http";

  private final ObjectNames names;
  private final ObjectMeta metadata;
  private final PodTemplateSpec template;

  Workload(ObjectNames names, ObjectMeta metadata, PodTemplateSpec template) {
    this.names = names;
    this.metadata = metadata;
    this.template = template;
  }

  HasMetadata object(List<StateVolume> volumes) {
    return volumes.isEmpty() ? deployment() : statefulSet(volumes);
  }

  /** Without a number of replicas: that is the autoscaler's. */
  private HasMetadata deployment() {
    return new DeploymentBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(names.selector())
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  /** One pod: two would have two states. */
  private HasMetadata statefulSet(List<StateVolume> volumes) {
    return new StatefulSetBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(names.base())
        .withNewSelector()
        .withMatchLabels(names.selector())
        .endSelector()
        .withTemplate(template)
        .withVolumeClaimTemplates(
            IntStream.range(0, volumes.size())
                .mapToObj(i -> claim(claim(i), volumes.get(i)))
                .toList())
        .endSpec()
        .build();
  }

  static String claim(int index) {
    return "volume-" + index;
  }

  private static PersistentVolumeClaim claim(String name, StateVolume volume) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity(volume.size()))
        .endResources()
        .endSpec()
        .build();
  }
}
