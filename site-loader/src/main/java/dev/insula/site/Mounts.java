package dev.insula.site;

import java.util.Map;
import java.util.TreeMap;

/**
 * Below which paths a site's application objects answer. Paths begin with a slash and do not end in
 * one; the longest that a request is below decides.
 *
 * @param root the path of the site's own application object; empty: all that no other one has, else
 *     what is below none of the paths is not found
 * @param others path -> another application object, which lives in the same loader
 */
public record Mounts(String root, Map<String, ApplicationObject> others) {
  private static final String ROOT = "site.root";
  private static final String OTHER = "site.mount.";

  /** Copies the map; refuses what is no path. */
  public Mounts {
    others = Map.copyOf(others);
    if (!root.isEmpty()) {
      requirePath(root);
    }
    others.keySet().forEach(Mounts::requirePath);
  }

  private static void requirePath(String path) {
    if (!path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException(
          "\"" + path + "\" is no path to mount at; it begins with a slash and ends in none.");
    }
  }

  /** The site's own application object alone answers, and everything. */
  public static Mounts none() {
    return new Mounts("", Map.of());
  }

  /** Whether the site's own application object gets every request. */
  public boolean areNone() {
    return root.isEmpty() && others.isEmpty();
  }

  /** As entries of a {@link PlanText}. */
  Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>();
    if (!root.isEmpty()) {
      entries.put(ROOT, root);
    }
    others.forEach((path, object) -> entries.put(OTHER + path, object.toString()));
    return entries;
  }

  /** The mounts that {@link #entries} was called on. */
  static Mounts of(Map<String, String> entries) {
    Map<String, ApplicationObject> others = new TreeMap<>();
    entries.forEach((key, value) -> {
      if (key.startsWith(OTHER)) {
        others.put(key.substring(OTHER.length()), ApplicationObject.parse(value));
      }
    });
    return new Mounts(entries.getOrDefault(ROOT, ""), others);
  }
}
