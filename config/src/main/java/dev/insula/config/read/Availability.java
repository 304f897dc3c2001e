package dev.insula.config.read;

import java.util.Set;

/**
 * Which parts of the manifest are known, but belong to features that are not built in yet. A line
 * is deleted here when its feature lands.
 *
 * @param pending schema paths; {@code =value} for a single value; {@code sites.*.static.*} is the
 *     map of folders, {@code sites.*.static} the application object
 */
record Availability(Set<String> pending) {
  Availability {
    pending = Set.copyOf(pending);
  }

  static Availability now() {
    return new Availability(Set.of());
  }

  static Availability everything() {
    return new Availability(Set.of());
  }

  /** Tells the problem if the key's feature is missing; an empty list or map asks for nothing. */
  void check(String schemaPath, Node.Field field, Report report) {
    boolean isEmpty =
        switch (field.value()) {
          case Node.Items items -> items.nodes().isEmpty();
          case Node.Fields fields -> fields.byName().isEmpty();
          case Node.Scalar scalar -> false;
          case Node.Broken broken -> false;
        };
    if (!isEmpty && pending.contains(schemaPath)) {
      report.add(field.key(), " is not available yet; remove it");
    }
  }

  void checkValue(String schemaPath, Object value, Node node, Report report) {
    // The text of a whole map is not made only to find that nobody asks for it.
    boolean isPending = false;
    for (String line : pending) {
      isPending |=
          line.length() > schemaPath.length()
              && line.charAt(schemaPath.length()) == '='
              && line.equals(schemaPath + "=" + value);
    }
    if (isPending) {
      report.add(node.spot(), " is " + Shown.value(node) + ", which is not available yet");
    }
  }
}
