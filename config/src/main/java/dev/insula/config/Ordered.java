package dev.insula.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Immutable copies that keep the order of the manifest. */
final class Ordered {
  private Ordered() {}

  static <K, V> SequencedMap<K, V> copyOf(Map<K, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
