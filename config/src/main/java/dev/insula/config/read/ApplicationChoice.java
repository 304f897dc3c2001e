package dev.insula.config.read;

import dev.insula.config.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of a map that name an application object; exactly one is right. */
final class ApplicationChoice {
  private final KeyTable table;
  private final List<Key<Application>> keys = new ArrayList<>();
  private final List<Node.Field> fields = new ArrayList<>();

  ApplicationChoice(KeyTable table, List<Key<Application>> allowed, Node.Fields written) {
    this.table = table;
    for (Node.Field field : written.byName().values()) {
      ApplicationKeys.of(field, allowed).ifPresent(key -> add(key, field));
    }
  }

  private void add(Key<Application> key, Node.Field field) {
    keys.add(key);
    fields.add(field);
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /**
   * What a misspelt key of the site may have been meant for: any of them as long as none is there.
   */
  List<String> expected() {
    return keys.isEmpty()
        ? table.names().stream()
            .filter(name -> !name.equals(ApplicationKeys.STATIC.name()))
            .toList()
        : names();
  }

  Optional<Kind> kind() {
    return keys.size() == 1 ? keys.getFirst().kinds().stream().findFirst() : Optional.empty();
  }

  /**
   * Reads every application object that is there, so that each fault in it is told.
   *
   * @param owner the key of the site or mount
   * @return the only one
   */
  Optional<Application> read(Spot owner, Section section, Report report) {
    if (keys.isEmpty()) {
      report.add(owner, " has no application object; write one of " + Shown.choice(table.names()));
    }
    for (Node.Field other : fields.subList(Math.min(1, fields.size()), fields.size())) {
      Spot first = fields.getFirst().key();
      report.add(
          other.key(),
          (" is a second application object beside " + Shown.path(first.path()))
              + (" (" + first.place() + "); keep one of the two"));
    }
    List<Application> read = new ArrayList<>();
    keys.forEach(key -> section.find(key).ifPresent(read::add));
    return keys.size() == 1 ? read.stream().findFirst() : Optional.empty();
  }
}
