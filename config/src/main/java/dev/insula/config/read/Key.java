package dev.insula.config.read;

import java.util.Set;

/**
 * A line of a key table.
 *
 * @param schemaName its name in the whole schema, where two keys may share the written one
 * @param type how its value is written
 * @param kinds the sites that it means something for
 * @param needsProcess whether it means something with {@code isolation: process} only
 */
record Key<T>(String name, String schemaName, Type<T> type, Set<Kind> kinds, boolean needsProcess) {
  Key {
    kinds = Set.copyOf(kinds);
  }

  static <T> Key<T> of(String name, Type<T> type) {
    return new Key<>(name, name, type, Kind.all(), false);
  }

  Key<T> onlyFor(Set<Kind> others) {
    return new Key<>(name, schemaName, type, others, needsProcess);
  }

  Key<T> inSchemaAs(String other) {
    return new Key<>(name, other, type, kinds, needsProcess);
  }

  Key<T> onlyInProcess() {
    return new Key<>(name, schemaName, type, kinds, true);
  }
}
