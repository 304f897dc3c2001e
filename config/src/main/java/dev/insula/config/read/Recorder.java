package dev.insula.config.read;

import dev.insula.config.Origin;
import dev.insula.config.Setting;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Notes every effective value with the place it came from. */
final class Recorder {
  private final SequencedMap<String, Setting> settings = new LinkedHashMap<>();

  void written(String path, Object value, Node node) {
    switch (value) {
      case List<?> list when node instanceof Node.Items items -> list(path, list, items);
      case List<?> list -> written(path, list.getFirst(), node);
      case Map<?, ?> map when node instanceof Node.Fields fields -> map(path, map, fields);
      default -> settings.put(path, new Setting(text(value), origin(node)));
    }
  }

  private void list(String path, List<?> list, Node.Items items) {
    for (int i = 0; i < list.size(); i++) {
      written(path + "[" + i + "]", list.get(i), items.nodes().get(i));
    }
  }

  private void map(String path, Map<?, ?> map, Node.Fields fields) {
    map.forEach((name, value) ->
        fields
            .field(name.toString())
            .ifPresent(field -> written(path + "." + name, value, field.value())));
  }

  void builtIn(String path, Object value) {
    settings.put(path, new Setting(text(value), new Origin.BuiltIn()));
  }

  void addAll(Recorder other) {
    settings.putAll(other.settings);
  }

  private static Origin origin(Node node) {
    Spot spot = node.spot();
    return spot.isUnderDefaults()
        ? new Origin.FromDefaults(spot.place())
        : new Origin.Written(spot.place());
  }

  private static String text(Object value) {
    return switch (value) {
      case Duration time -> Units.text(time);
      case List<?> list -> list.stream().map(Recorder::text).collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }

  SequencedMap<String, Setting> settings() {
    return Collections.unmodifiableSequencedMap(settings);
  }
}
