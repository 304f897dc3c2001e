package dev.insula.host.kubernetes;

import dev.insula.config.ByteSize;
import dev.insula.config.Site;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** The pod of one site: one host with one site in it, without any privilege. */
final class PodTemplate {
  /** What the host itself needs beside the site's processes, which the site's limit is about. */
  static final ByteSize HOST_MEMORY = ByteSize.ofMebibytes(192);

  /** Scaling by the processor's use needs a request to compare it with. */
  static final String CPU_REQUEST = "100m";

  /** Time for the gateway to learn that the pod goes, before it stops to listen. */
  private static final int LEAVE_SECONDS = 5;

  private static final int STOP_SECONDS = 10;

  private final Site site;
  private final ObjectNames names;
  private final PodManifest manifest;
  private final ExportOptions options;

  PodTemplate(Site site, ObjectNames names, PodManifest manifest, ExportOptions options) {
    this.site = site;
    this.names = names;
    this.manifest = manifest;
    this.options = options;
  }

  PodTemplateSpec template() {
    long drain = site.timeouts().drain().toSeconds();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(names.labels())
        // A changed manifest makes a new pod; a mounted file alone would not.
        .addToAnnotations("insula.dev/manifest-crc32c", checksum(manifest.text()))
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(drain + LEAVE_SECONDS + STOP_SECONDS)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container())
        .withVolumes(volumes())
        .endSpec()
        .build();
  }

  private Container container() {
    var probes = new Probes(site);
    return new ContainerBuilder()
        .withName("insula")
        .withImage(options.image(site.name()))
        .withArgs("run", manifest.file().toString())
        .addNewPort()
        .withName(Workload.PORT_NAME)
        .withContainerPort(PodManifest.PORT)
        .endPort()
        .withStartupProbe(probes.startup())
        .withReadinessProbe(probes.readiness())
        .withLivenessProbe(probes.liveness())
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep((long) LEAVE_SECONDS)
        .endPreStop()
        .endLifecycle()
        .withResources(resources())
        .withSecurityContext(unprivileged())
        .withVolumeMounts(mounts())
        .build();
  }

  private static SecurityContext unprivileged() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private ResourceRequirements resources() {
    var resources = new ResourceRequirementsBuilder();
    resources.addToRequests("cpu", new Quantity(CPU_REQUEST));
    site.limits()
        .memory()
        .ifPresent(memory -> {
          var whole = mebibytes(memory.bytes() + HOST_MEMORY.bytes());
          resources.addToRequests("memory", whole).addToLimits("memory", whole);
        });
    site.limits()
        .cpu()
        .ifPresent(share -> resources.addToLimits("cpu", new Quantity(share.percent() * 10 + "m")));
    return resources.build();
  }

  private static Quantity mebibytes(long bytes) {
    return new Quantity(Math.ceilDiv(bytes, 1L << 20) + "Mi");
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("manifest")
            .withNewConfigMap()
            .withName(names.manifest())
            .endConfigMap()
            .build());
    volumes.add(scratch("state"));
    volumes.add(scratch("tmp"));
    if (!site.secrets().isEmpty()) {
      volumes.add(
          new VolumeBuilder()
              .withName("secrets")
              .withNewSecret()
              .withSecretName(names.secrets())
              // The pod has one user only, and nobody knows here which group it is in.
              .withDefaultMode(0444)
              .endSecret()
              .build());
    }
    return volumes;
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(
        new VolumeMountBuilder()
            .withName("manifest")
            .withMountPath(manifest.file().toString())
            .withSubPath("insula.yaml")
            .withReadOnly(true)
            .build());
    mounts.add(mount("state", PodManifest.STATE));
    mounts.add(mount("tmp", "/tmp"));
    if (!site.secrets().isEmpty()) {
      mounts.add(
          new VolumeMountBuilder(mount("secrets", PodManifest.SECRETS)).withReadOnly(true).build());
    }
    List<StateVolume> kept = options.volumesOf(site.name());
    for (int i = 0; i < kept.size(); i++) {
      mounts.add(mount(Workload.claim(i), kept.get(i).path()));
    }
    return mounts;
  }

  private static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }

  private static String checksum(String text) {
    var checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
