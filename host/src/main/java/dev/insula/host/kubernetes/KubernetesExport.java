package dev.insula.host.kubernetes;

import dev.insula.config.Application;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.config.read.Written;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Writes every site as objects of its own: its workload, Service, manifest in a ConfigMap,
 * autoscaler, network policy and route. No object knows two sites.
 */
public final class KubernetesExport {
  private final Manifest manifest;
  private final Written written;
  private final ExportOptions options;

  public KubernetesExport(Manifest manifest, Written written, ExportOptions options) {
    this.manifest = manifest;
    this.written = written;
    this.options = options;
  }

  /**
   * Each site's objects as YAML documents, after comments on what does not carry over.
   *
   * @throws IllegalArgumentException if two sites would become objects of one name, or the options
   *     name a site that is not there
   */
  public SequencedMap<SiteName, String> texts() {
    requireKnownSites();
    requireDifferentNames();
    SequencedMap<SiteName, String> texts = new LinkedHashMap<>();
    for (Written.Declared declared : written.sites()) {
      manifest
          .site(declared.name())
          .ifPresent(site -> texts.put(site.name(), ObjectText.of(objects(site, declared))));
    }
    return texts;
  }

  private void requireKnownSites() {
    for (SiteName name : options.volumes().keySet()) {
      if (manifest.site(name).isEmpty()) {
        throw new IllegalArgumentException("--volume: there is no site " + name);
      }
    }
  }

  private void requireDifferentNames() {
    Map<String, SiteName> taken = new LinkedHashMap<>();
    for (SiteName name : manifest.sites().keySet()) {
      SiteName before = taken.put(new ObjectNames(name).base(), name);
      if (before != null) {
        throw new IllegalArgumentException(
            "the sites %s and %s would have objects of one name; rename one of them"
                .formatted(before, name));
      }
    }
  }

  private SiteObjects objects(Site site, Written.Declared declared) {
    var names = new ObjectNames(site.name());
    List<HasMetadata> objects =
        site.application() instanceof Application.Redirect(var target)
            ? List.of(new Route(site, metadata(names, names.base()), options).redirect(target))
            : served(site, names, new PodManifest(written, declared, options));
    return new SiteObjects(site.name(), objects, new Remarks(site, names, options).notes());
  }

  private List<HasMetadata> served(Site site, ObjectNames names, PodManifest pod) {
    ObjectMeta metadata = metadata(names, names.base());
    List<StateVolume> volumes = options.volumesOf(site.name());
    var network = new Network(site, names, metadata, options);
    var template = new PodTemplate(site, names, pod, options).template();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new ConfigMapBuilder()
            .withMetadata(metadata(names, names.manifest()))
            .addToData("insula.yaml", pod.text())
            .build());
    objects.add(new Workload(names, metadata, template).object(volumes));
    objects.add(network.service());
    objects.add(network.policy());
    if (volumes.isEmpty()) {
      objects.add(network.autoscaler());
    }
    objects.add(new Route(site, metadata, options).toService(names.base()));
    return objects;
  }

  private ObjectMeta metadata(ObjectNames names, String name) {
    var metadata = new ObjectMetaBuilder().withName(name).withLabels(names.labels());
    options.namespace().ifPresent(metadata::withNamespace);
    return metadata.build();
  }
}
