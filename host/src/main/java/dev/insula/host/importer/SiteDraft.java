package dev.insula.host.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A site of the manifest that is being made; its keys are those of the manifest. */
final class SiteDraft {
  /** The order in which a person would write them. */
  private static final List<String> ORDER =
      List.of(
          "hosts",
          "default",
          "wsgi",
          "java",
          "war",
          "boot",
          "command",
          "proxy",
          "redirect",
          "static",
          "path",
          "directory",
          "settings",
          "env",
          "python",
          "isolation",
          "user",
          "processes",
          "threads",
          "jvm",
          "prefix",
          "mounts",
          "auth");

  private final String name;
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> path = new LinkedHashSet<>();
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private Optional<BelowPath> below = Optional.empty();

  SiteDraft(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void host(String host) {
    hosts.add(host);
  }

  boolean hasHosts() {
    return !hosts.isEmpty();
  }

  void path(Path folder) {
    path.add(folder.toString());
  }

  void set(String key, Object value) {
    keys.put(key, value);
  }

  /** The application is served below this path and nowhere else. */
  void onlyBelow(String url, Object whence) {
    below = Optional.of(new BelowPath(url, whence));
  }

  /** To be called when everything else is said. */
  void settle(Notes notes) {
    below.ifPresent(path -> path.settle(this, notes));
  }

  boolean has(String key) {
    return keys.containsKey(key);
  }

  /** Whether an application object of any kind is named already. */
  boolean hasApplication() {
    return List.of("wsgi", "java", "war", "boot", "command", "proxy", "redirect").stream()
            .anyMatch(keys::containsKey)
        || keys.get("static") instanceof String;
  }

  /** Whether the site is a program that can have files and mounts beside it. */
  boolean isProgram() {
    return keys.containsKey("wsgi") || keys.containsKey("java");
  }

  /** Sets an entry of a map such as {@code env} or {@code limits}. */
  void put(String map, String entry, Object value) {
    map(map).put(entry, value);
  }

  boolean has(String map, String entry) {
    return keys.get(map) instanceof Map<?, ?> entries && entries.containsKey(entry);
  }

  /** The map with this name; what is put into it is the site's. */
  Map<String, Object> map(String name) {
    if (keys.get(name) instanceof MapOf known) {
      return known.entries();
    }
    var made = new MapOf(new LinkedHashMap<>());
    keys.put(name, made);
    return made.entries();
  }

  /** A map among the values, told apart from those that a caller gave as they are. */
  private record MapOf(Map<String, Object> entries) {}

  SequencedMap<String, Object> tree() {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    Map<String, Object> all = new LinkedHashMap<>(keys);
    all.put("hosts", new ArrayList<>(hosts));
    all.put("path", new ArrayList<>(path));
    ORDER.forEach(key -> put(tree, key, all.remove(key)));
    all.forEach((key, value) -> put(tree, key, value));
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, @Nullable Object value) {
    switch (value) {
      case null -> {
        // Not said.
      }
      case MapOf(var entries) when entries.isEmpty() -> {
        // Nothing came of it.
      }
      case MapOf(var entries) -> tree.put(key, entries);
      case Collection<?> items when items.isEmpty() -> {
        // Likewise.
      }
      default -> tree.put(key, value);
    }
  }
}
