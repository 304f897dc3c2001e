package dev.insula.host.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That the old configuration serves a site's application below one path only, and nothing at the
 * root.
 *
 * @param url the path, without a slash at its end
 * @param whence the place that says so
 */
record BelowPath(String url, Object whence) {
  private static final List<String> KEYED_BY_PATH = List.of("mounts", "static", "auth");

  /**
   * Makes the path the site's prefix where all else of the site lies below it, too. Otherwise the
   * application is mounted there, and a site has one at the root as well.
   */
  void settle(SiteDraft site, Notes notes) {
    if (paths(site).stream().allMatch(path -> path.startsWith(url + "/"))) {
      site.map("mounts").remove(url);
      KEYED_BY_PATH.stream().filter(site::has).forEach(key -> shorten(site.map(key)));
      site.set("prefix", url);
      return;
    }
    notes.hint(
        whence,
        "the application is mounted at "
            + url
            + " and answers at / as well, for not everything of the site lies below "
            + url
            + ": with prefix: "
            + url
            + " it would");
  }

  private Set<String> paths(SiteDraft site) {
    return KEYED_BY_PATH.stream()
        .filter(site::has)
        .flatMap(key -> site.map(key).keySet().stream())
        .filter(path -> !path.equals(url))
        .collect(Collectors.toSet());
  }

  private void shorten(Map<String, Object> byPath) {
    Map<String, Object> shorter = new LinkedHashMap<>();
    byPath.forEach((path, value) -> shorter.put(path.substring(url.length()), value));
    byPath.clear();
    byPath.putAll(shorter);
  }
}
