package dev.insula.config.read;

import dev.insula.config.SiteName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Turns the trees of checked files into plain values. */
final class WrittenTree {
  private final Node.Fields defaults;
  private final List<Declared> declared = new ArrayList<>();

  private record Declared(Path file, Node.Fields sites) {}

  WrittenTree(Node.Fields defaults) {
    this.defaults = defaults;
  }

  void add(Path file, Node.Fields sites) {
    declared.add(new Declared(file, sites));
  }

  Written written() {
    List<Written.Declared> sites = new ArrayList<>();
    for (Declared one : declared) {
      for (Node.Field field : one.sites().byName().values()) {
        if (field.value() instanceof Node.Fields keys && SiteName.isValid(field.name())) {
          sites.add(new Written.Declared(new SiteName(field.name()), one.file(), map(keys)));
        }
      }
    }
    return new Written(map(defaults), sites);
  }

  private static SequencedMap<String, Object> map(Node.Fields fields) {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    fields
        .byName()
        .values()
        .forEach(field -> value(field.value()).ifPresent(value -> map.put(field.name(), value)));
    return map;
  }

  private static Optional<Object> value(Node node) {
    return switch (node) {
      case Node.Fields fields -> Optional.of(map(fields));
      case Node.Items items ->
          Optional.of(items.nodes().stream().flatMap(item -> value(item).stream()).toList());
      case Node.Scalar scalar -> Optional.of(scalar(scalar));
      case Node.Broken _ -> Optional.empty();
    };
  }

  /** A valid manifest has no other numbers and booleans than these. */
  private static Object scalar(Node.Scalar scalar) {
    String text = scalar.text();
    if (scalar.isPlain() && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    boolean isNumber =
        scalar.isPlain() && !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    return isNumber && text.length() < 18 ? (Object) Long.valueOf(text) : text;
  }
}
