package dev.insula.config.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Types of lists and of maps with names of the user's own. */
final class Collected {
  private Collected() {}

  /** A list; each faulty item is told. */
  static <T> Type<List<T>> list(Type<T> type) {
    return (node, report) -> {
      if (node instanceof Node.Items items) {
        return all(items.nodes(), type, report);
      }
      Scalars.refuse(node, "a list such as [a, b]", "", report);
      return Optional.empty();
    };
  }

  /** A list, or its only item. */
  static <T> Type<List<T>> oneOrList(Type<T> type) {
    return (node, report) ->
        node instanceof Node.Items items
            ? all(items.nodes(), type, report)
            : type.read(node, report).map(List::of);
  }

  private static <T> Optional<List<T>> all(List<Node> nodes, Type<T> type, Report report) {
    List<T> values = new ArrayList<>();
    nodes.forEach(node -> type.read(node, report).ifPresent(values::add));
    return values.size() == nodes.size() ? Optional.of(values) : Optional.empty();
  }

  /** A map; names are checked like values, each faulty entry is told. */
  static <T> Type<SequencedMap<String, T>> map(Type<String> name, Type<T> type) {
    return (node, report) -> {
      if (!(node instanceof Node.Fields fields)) {
        Scalars.refuse(node, "a map such as {NAME: value}", "", report);
        return Optional.empty();
      }
      SequencedMap<String, T> values = new LinkedHashMap<>();
      for (Node.Field field : fields.byName().values()) {
        // A key without a name was told when the tree was made.
        Optional<String> key =
            field.name().isEmpty() ? Optional.empty() : name.read(keyNode(field), report);
        Optional<T> value = type.read(field.value(), report);
        key.ifPresent(text -> value.ifPresent(found -> values.put(text, found)));
      }
      return values.size() == fields.byName().size() ? Optional.of(values) : Optional.empty();
    };
  }

  /** A key as a value, so that types can check it; quotes are the concern of the tree. */
  private static Node keyNode(Node.Field field) {
    return new Node.Scalar(field.key(), field.name(), false);
  }
}
