package dev.insula.config.read;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A part of the tree that a manifest file is, with its place. */
sealed interface Node {
  Spot spot();

  /**
   * One value.
   *
   * @param isPlain whether it stands there without quotes, so that YAML may take it for more than
   *     text
   */
  record Scalar(Spot spot, String text, boolean isPlain) implements Node {}

  /** A value that cannot be used; its problem is told already. */
  record Broken(Spot spot) implements Node {}

  record Items(Spot spot, List<Node> nodes) implements Node {
    public Items {
      nodes = List.copyOf(nodes);
    }
  }

  record Fields(Spot spot, SequencedMap<String, Field> byName) implements Node {
    public Fields {
      byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    static Fields none(Spot spot) {
      return new Fields(spot, new LinkedHashMap<>());
    }

    /** The same map with some of its keys only. */
    Fields only(Collection<String> names) {
      SequencedMap<String, Field> kept = new LinkedHashMap<>(byName);
      kept.keySet().retainAll(names);
      return new Fields(spot, kept);
    }

    Fields without(Collection<String> names) {
      SequencedMap<String, Field> kept = new LinkedHashMap<>(byName);
      kept.keySet().removeAll(names);
      return new Fields(spot, kept);
    }

    Optional<Field> field(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }

  /** A key with its value; {@code key} is where the key stands. */
  record Field(Spot key, String name, Node value) {}
}
