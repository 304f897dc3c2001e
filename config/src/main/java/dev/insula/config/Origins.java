package dev.insula.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Every effective value with the place it came from, by path such as {@code
 * sites.beta.limits.memory} or {@code sites.beta.hosts[0]}, in the order of the reference page.
 *
 * @param files one map a file, not to be changed any more; no path is in two of them
 */
public record Origins(List<SequencedMap<String, Setting>> files) {
  public Origins {
    files = List.copyOf(files);
  }

  public static Origins none() {
    return new Origins(List.of());
  }

  public Optional<Setting> at(String path) {
    return files.stream().flatMap(file -> Optional.ofNullable(file.get(path)).stream()).findFirst();
  }

  /** What belongs to one path: the value itself and everything below it, by full path. */
  public SequencedMap<String, Setting> below(String path) {
    SequencedMap<String, Setting> found = new LinkedHashMap<>();
    for (SequencedMap<String, Setting> file : files) {
      for (Map.Entry<String, Setting> entry : file.entrySet()) {
        if (isBelow(entry.getKey(), path)) {
          found.put(entry.getKey(), entry.getValue());
        }
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
