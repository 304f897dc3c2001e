package dev.insula.config.read;

import java.util.List;
import java.util.Optional;

/**
 * The keys that may stand in one kind of map.
 *
 * @param path where such a map stands, {@code *} for a name of the user's own: {@code
 *     sites.*.limits}
 * @param subject what the map is about, as in "a key of SUBJECT"
 */
record KeyTable(String path, String subject, List<Key<?>> keys) {
  KeyTable {
    keys = List.copyOf(keys);
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  Optional<Key<?>> find(String name) {
    for (Key<?> key : keys) {
      if (key.name().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** The path of a key in the whole schema. */
  String schemaPath(Key<?> key) {
    return path.isEmpty() ? key.schemaName() : path + "." + key.schemaName();
  }
}
