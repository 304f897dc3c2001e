package dev.insula.host.kubernetes;

import dev.insula.config.read.Written;
import dev.insula.host.yaml.YamlText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The manifest of the one site in a pod. Everything stays as it was written, so relative file names
 * mean the same as long as the file stands in the same folder; only what the cluster does instead
 * is taken out.
 */
final class PodManifest {
  static final int PORT = 8080;
  static final String STATE = "/var/lib/insula";
  static final String SECRETS = "/run/secrets/insula";

  /** What a pod's own limits, user and gateway stand in for. */
  private static final List<String> NOT_IN_A_POD = List.of("user", "tls", "process", "network");

  private static final List<String> LIMITS_OF_THE_POD = List.of("memory", "cpu", "tasks");

  private final Written written;
  private final Written.Declared site;
  private final ExportOptions options;

  PodManifest(Written written, Written.Declared site, ExportOptions options) {
    this.written = written;
    this.site = site;
    this.options = options;
  }

  /** Where it stands in the container. */
  Path file() {
    return site.file().resolveSibling("insula.yaml");
  }

  String text() {
    SequencedMap<String, Object> root = new LinkedHashMap<>();
    root.put("listen", "http://0.0.0.0:" + PORT);
    root.put("state", STATE);
    if (!options.trustedProxies().isEmpty()) {
      root.put("trusted-proxies", options.trustedProxies());
    }
    SequencedMap<String, Object> defaults = inAPod(written.defaults());
    if (!defaults.isEmpty()) {
      root.put("defaults", defaults);
    }
    root.put("sites", Map.of(site.name().text(), inAPod(site.keys())));
    return YamlText.of(root);
  }

  private static SequencedMap<String, Object> inAPod(SequencedMap<String, Object> keys) {
    SequencedMap<String, Object> kept = new LinkedHashMap<>(keys);
    kept.keySet().removeAll(NOT_IN_A_POD);
    kept.computeIfPresent("limits", (_, limits) -> without(limits, LIMITS_OF_THE_POD));
    kept.computeIfPresent("secrets", (_, secrets) -> mounted(secrets));
    kept.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
    return kept;
  }

  private static Object without(Object map, List<String> names) {
    return map instanceof Map<?, ?> limits ? withoutNames(limits, names) : map;
  }

  private static Map<Object, Object> withoutNames(Map<?, ?> map, List<String> names) {
    Map<Object, Object> kept = new LinkedHashMap<>(map);
    kept.keySet().removeAll(names);
    return kept;
  }

  private static Object mounted(Object secrets) {
    if (!(secrets instanceof Map<?, ?> map)) {
      return secrets;
    }
    Map<Object, Object> files = new LinkedHashMap<>();
    map.keySet().forEach(name -> files.put(name, SECRETS + "/" + name));
    return files;
  }
}
