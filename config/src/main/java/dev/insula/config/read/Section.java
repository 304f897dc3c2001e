package dev.insula.config.read;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A map of the manifest read by its key table: unknown and meaningless keys are told when it is
 * opened, values are read on demand.
 */
final class Section {
  private final KeyTable table;
  private final Node.Fields fields;
  private final String path;
  private final Context context;

  private Section(KeyTable table, Node.Fields fields, String path, Context context) {
    this.table = table;
    this.fields = fields;
    this.path = path;
    this.context = context;
  }

  /**
   * @param path the effective path: that of the site also for values that come from the defaults
   * @param alsoKnown names that somebody else reads
   */
  static Section open(
      KeyTable table,
      Node.Fields fields,
      String path,
      Context context,
      Collection<String> alsoKnown) {
    Section section = new Section(table, fields, path, context);
    fields.byName().values().stream()
        .filter(field -> !alsoKnown.contains(field.name()))
        .forEach(field -> section.check(field, alsoKnown));
    return section;
  }

  private void check(Node.Field field, Collection<String> alsoKnown) {
    Optional<Key<?>> key = table.find(field.name());
    if (key.isEmpty()) {
      refuse(field, alsoKnown);
      return;
    }
    Optional<String> objection = context.objectionTo(key.get());
    if (objection.isPresent() && !field.key().isUnderDefaults()) {
      context.report().add(field.key(), objection.get());
    }
  }

  private void refuse(Node.Field field, Collection<String> alsoKnown) {
    if (field.name().equals("<<") || field.name().isEmpty()) {
      // The tree reader has told it.
      return;
    }
    Set<String> known = new LinkedHashSet<>(table.names());
    known.addAll(alsoKnown);
    String suggestion = Words.suggestion(field.name(), known);
    String allowed =
        suggestion.isEmpty() || known.size() < 9 ? "; allowed: " + String.join(", ", known) : "";
    context.report().add(field.key(), " is no key of " + table.subject() + allowed, suggestion);
  }

  /** The value of a key that may be left out. */
  <T> Optional<T> find(Key<T> key) {
    Optional<Node.Field> field = field(key);
    Optional<T> value = field.flatMap(found -> key.type().read(found.value(), context.report()));
    value.ifPresent(found -> note(key, found, field.orElseThrow().value()));
    return value;
  }

  private <T> void note(Key<T> key, T value, Node node) {
    if (!(value instanceof Node.Fields)) {
      context.recorder().written(path(key), value, node);
    }
  }

  /** The value of a key that has a default. */
  <T> T get(Key<T> key, T fallback) {
    if (field(key).isEmpty()) {
      if (context.objectionTo(key).isEmpty()) {
        context.recorder().builtIn(path(key), fallback);
      }
      return fallback;
    }
    return find(key).orElse(fallback);
  }

  /** The value of a key that must be there. */
  <T> Optional<T> require(Key<T> key, String example) {
    if (field(key).isEmpty()) {
      Spot spot =
          new Spot(fields.spot().source(), fields.spot().line(), fields.spot().column(), path(key));
      context.report().add(spot, " is missing; write it, such as " + example);
    }
    return find(key);
  }

  /** The map below a key, read by a table of its own; empty when it is left out. */
  Section section(Key<Node.Fields> key, KeyTable below) {
    Node.Fields map =
        field(key)
            .flatMap(found -> key.type().read(found.value(), context.report()))
            .orElse(Node.Fields.none(fields.spot()));
    return open(below, map, path(key), context, Set.of());
  }

  /** The field, if it means something here. */
  Optional<Node.Field> field(Key<?> key) {
    return fields.field(key.name()).filter(field -> context.objectionTo(key).isEmpty());
  }

  /** Whether the key could stand here. */
  boolean means(Key<?> key) {
    return context.objectionTo(key).isEmpty();
  }

  /** Reads every key for its problems only. */
  void readAll() {
    table.keys().forEach(this::find);
  }

  boolean has(Key<?> key) {
    return field(key).isPresent();
  }

  Spot spotOf(Key<?> key) {
    return field(key).map(field -> field.value().spot()).orElse(fields.spot());
  }

  Node.Fields fields() {
    return fields;
  }

  Context context() {
    return context;
  }

  String path() {
    return path;
  }

  private String path(Key<?> key) {
    return path.isEmpty() ? key.name() : path + "." + key.name();
  }
}
