package dev.insula.config.read;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Maps that are read further by a key table, and what they inherit. */
final class Maps {
  private Maps() {}

  /** Any map; its content is not looked at here. */
  static Type<Node.Fields> fields() {
    return (node, report) -> {
      if (node instanceof Node.Fields fields) {
        return Optional.of(fields);
      }
      Scalars.refuse(node, "a map such as {key: value}", "", report);
      return Optional.empty();
    };
  }

  /**
   * What is written, over what the defaults say: maps entry by entry, everything else as a whole.
   */
  static Node.Fields over(Node.Fields written, Node.Fields defaults) {
    return over(written, defaults, 1);
  }

  private static Node.Fields over(Node.Fields written, Node.Fields defaults, int levels) {
    SequencedMap<String, Node.Field> merged = new LinkedHashMap<>(defaults.byName());
    for (Node.Field field : written.byName().values()) {
      boolean isMap = levels > 0 && field.value() instanceof Node.Fields;
      Optional<Node.Fields> below =
          isMap ? defaults.field(field.name()).flatMap(Maps::fieldsOf) : Optional.empty();
      Node value =
          below.isPresent() && field.value() instanceof Node.Fields own
              ? over(own, below.get(), levels - 1)
              : field.value();
      merged.put(field.name(), new Node.Field(field.key(), field.name(), value));
    }
    return new Node.Fields(written.spot(), merged);
  }

  private static Optional<Node.Fields> fieldsOf(Node.Field field) {
    return field.value() instanceof Node.Fields fields ? Optional.of(fields) : Optional.empty();
  }
}
