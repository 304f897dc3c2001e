package dev.insula.config.read;

import dev.insula.config.Site;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sites that share a process, over all files; they must agree on what a process has once. */
final class ProcessGroups {
  private record First(Site site, Spot spot) {}

  private final Map<String, First> groups = new HashMap<>();

  void add(Site site, Node.Field declared, Report report) {
    site.processGroup()
        .ifPresent(group -> {
          Spot spot = spot(declared);
          First first = groups.putIfAbsent(group, new First(site, spot));
          if (first != null) {
            compare(first, site, spot, report);
          }
        });
  }

  private static Spot spot(Node.Field declared) {
    return declared.value() instanceof Node.Fields fields
        ? fields.field(SiteKeys.PROCESS.name()).map(Node.Field::key).orElseGet(declared::key)
        : declared.key();
  }

  private static void compare(First first, Site site, Spot spot, Report report) {
    Map<String, Object> wanted = ofTheProcess(site);
    ofTheProcess(first.site())
        .forEach((key, value) -> {
          if (!value.equals(wanted.get(key))) {
            report.add(
                spot,
                " shares a process with sites.%s (%s), but has another %s; write the same in both"
                    .formatted(first.site().name(), first.spot().place(), key));
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
