package dev.insula.config.read;

import dev.insula.config.Place;
import dev.insula.config.Site;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sites that share a process, over all files; they must agree on what a process has once. */
final class ProcessGroups {
  private record First(Site site, Place place) {}

  private final Map<String, First> groups = new HashMap<>();

  /** Adds a site whose process is described at this place. */
  void add(Site site, Place place, Report report) {
    site.processGroup()
        .ifPresent(group -> {
          First first = groups.putIfAbsent(group, new First(site, place));
          if (first != null) {
            compare(first, site, place, report);
          }
        });
  }

  /** Where the process of a declared site is described. */
  static Place place(Node.Field declared) {
    Spot spot =
        declared.value() instanceof Node.Fields fields
            ? fields.field(SiteKeys.PROCESS.name()).map(Node.Field::key).orElseGet(declared::key)
            : declared.key();
    return spot.place();
  }

  private static void compare(First first, Site site, Place place, Report report) {
    Map<String, Object> wanted = ofTheProcess(site);
    ofTheProcess(first.site())
        .forEach((key, value) -> {
          if (!value.equals(wanted.get(key))) {
            String path = "sites." + site.name() + "." + SiteKeys.PROCESS.name();
            report.add(
                place,
                path,
                "%s shares a process with sites.%s (%s), but has another %s; write the same in both."
                    .formatted(Shown.path(path), first.site().name(), first.place(), key));
          }
        });
  }

  private static Map<String, Object> ofTheProcess(Site site) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("user", site.user());
    values.put("network", site.network());
    values.put("jvm", site.jvm());
    values.put("limits.memory", site.limits().memory());
    values.put("limits.cpu", site.limits().cpu());
    values.put("limits.tasks", site.limits().tasks());
    return values;
  }
}
