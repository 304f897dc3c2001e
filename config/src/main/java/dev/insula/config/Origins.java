package dev.insula.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Every effective value with the place it came from, by path such as {@code
 * sites.beta.limits.memory} or {@code sites.beta.hosts[0]}, in the order of the reference page.
 */
public record Origins(SequencedMap<String, Setting> settings) {
  public Origins {
    settings = Ordered.copyOf(settings);
  }

  public static Origins none() {
    return new Origins(new LinkedHashMap<>());
  }

  public Optional<Setting> at(String path) {
    return Optional.ofNullable(settings.get(path));
  }

  /** What belongs to one path: the value itself and everything below it, by full path. */
  public SequencedMap<String, Setting> below(String path) {
    SequencedMap<String, Setting> found = new LinkedHashMap<>();
    for (Map.Entry<String, Setting> entry : settings.entrySet()) {
      if (isBelow(entry.getKey(), path)) {
        found.put(entry.getKey(), entry.getValue());
      }
    }
    return found;
  }

  private static boolean isBelow(String candidate, String path) {
    return candidate.startsWith(path)
        && (candidate.length() == path.length()
            || ".[".indexOf(candidate.charAt(path.length())) >= 0);
  }
}
