package dev.insula.site;

import dev.insula.site.state.SharedWriteRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A site's definition as name and value pairs, and back. */
final class SiteEntries {
  private static final String PREFIX = "site.";
  private static final String PATH = PREFIX + "path.";
  private static final String ENVIRONMENT = PREFIX + "env.";
  private static final String PROPERTY = PREFIX + "property.";

  private static final String SHARED = PREFIX + "shared-writes";
  private static final String SHARED_PLACE = SHARED + ".said-at";

  private SiteEntries() {}

  static Map<String, String> of(SiteDefinition site) {
    Map<String, String> entries = new TreeMap<>();
    entries.put("site.name", site.name());
    entries.put("site.generation", Long.toString(site.generation()));
    entries.put("site.java", site.application().toString());
    for (int i = 0; i < site.classPath().size(); i++) {
      entries.put(PATH + i, site.classPath().get(i).toString());
    }
    entries.put("site.directory", site.directory().toString());
    entries.put("site.temporary-directory", site.temporaryDirectory().toString());
    entries.put("site.cache-directory", site.cacheDirectory().toString());
    site.settings().ifPresent(module -> entries.put("site.settings", module));
    site.environment().forEach((key, value) -> entries.put(ENVIRONMENT + key, value));
    site.properties().forEach((key, value) -> entries.put(PROPERTY + key, value));
    entries.put("site.limits.body", Long.toString(site.limits().largestBody()));
    entries.put("site.limits.threads", Integer.toString(site.limits().threads()));
    entries.put("site.limits.queue", Integer.toString(site.limits().queue()));
    entries.put("site.limits.start", site.limits().start().toString());
    entries.put(SHARED, site.sharedWrites().answer().name());
    entries.put(SHARED_PLACE, site.sharedWrites().saidAt());
    site.container().map(ServletContainer::entries).ifPresent(entries::putAll);
    entries.putAll(site.mounts().entries());
    entries.putAll(site.layers().entries());
    return entries;
  }

  static SiteDefinition definition(Map<String, String> entries) {
    SiteDefinition site =
        withoutContainer(entries)
            .with(rule(entries))
            .with(Mounts.of(entries))
            .with(SiteLayers.of(entries));
    return ServletContainer.isIn(entries) ? site.with(ServletContainer.of(entries)) : site;
  }

  private static SharedWriteRule rule(Map<String, String> entries) {
    return new SharedWriteRule(
        SharedWriteRule.Answer.valueOf(value(entries, SHARED)), value(entries, SHARED_PLACE));
  }

  private static SiteDefinition withoutContainer(Map<String, String> entries) {
    return new SiteDefinition(
        value(entries, "site.name"),
        number(entries, "site.generation"),
        ApplicationObject.parse(value(entries, "site.java")),
        paths(entries),
        Path.of(value(entries, "site.directory")),
        Path.of(value(entries, "site.temporary-directory")),
        Path.of(value(entries, "site.cache-directory")),
        Optional.ofNullable(entries.get("site.settings")),
        below(entries, ENVIRONMENT),
        below(entries, PROPERTY),
        new SiteLimits(
            number(entries, "site.limits.body"),
            Math.toIntExact(number(entries, "site.limits.threads")),
            Math.toIntExact(number(entries, "site.limits.queue")),
            Duration.parse(value(entries, "site.limits.start"))));
  }

  private static String value(Map<String, String> entries, String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException("The plan of the site has no " + key + ".");
    }
    return value;
  }

  private static long number(Map<String, String> entries, String key) {
    String value = value(entries, key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The plan of the site says " + key + "=" + value + "; it must be a whole number.", e);
    }
  }

  private static List<Path> paths(Map<String, String> entries) {
    List<Path> paths = new ArrayList<>();
    while (entries.containsKey(PATH + paths.size())) {
      paths.add(Path.of(value(entries, PATH + paths.size())));
    }
    return paths;
  }

  private static Map<String, String> below(Map<String, String> entries, String prefix) {
    Map<String, String> found = new HashMap<>();
    entries.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        found.put(key.substring(prefix.length()), value);
      }
    });
    return found;
  }
}
