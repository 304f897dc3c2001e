package dev.insula.host.importer;

import java.util.Map;
import java.util.Set;

/** What a unit file says of the process that is not the program's own affair. */
final class SystemdSettings {
  private static final Set<String> READ =
      Set.of(
          "ExecStart",
          "WorkingDirectory",
          "Environment",
          "EnvironmentFile",
          "Type",
          "Restart",
          "RestartSec",
          "ExecReload",
          "KillMode",
          "PrivateTmp",
          "RuntimeDirectory",
          "PIDFile",
          "NotifyAccess",
          "StandardOutput",
          "StandardError",
          "SyslogIdentifier",
          "KillSignal");

  private static final Map<String, Long> UNITS =
      Map.of("K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

  private final SiteDraft site;
  private final Notes notes;

  SystemdSettings(SiteDraft site, Notes notes) {
    this.site = site;
    this.notes = notes;
  }

  void carry(SystemdUnit unit) {
    for (SystemdUnit.Entry entry : unit.entries()) {
      switch (entry.key()) {
        case "User" -> site.set("user", entry.value());
        case "Group" -> group(unit, entry);
        case "MemoryMax", "MemoryLimit" -> memory(entry);
        case "CPUQuota" -> site.put("limits", "cpu", entry.value());
        case "TasksMax" ->
            Amounts.count(entry.value()).ifPresent(tasks -> site.put("limits", "tasks", tasks));
        case "TimeoutStartSec" -> seconds("timeouts", "start", entry);
        case "TimeoutStopSec" -> seconds("timeouts", "drain", entry);
        case "RuntimeMaxSec" -> seconds("recycle", "after", entry);
        case "LimitAS" -> notes.trap(entry.at(), Amounts.ADDRESS_SPACE.formatted("LimitAS"));
        default -> {
          if (!READ.contains(entry.key())) {
            notes.lost(entry.at(), entry.key() + "=" + entry.value() + " has no counterpart");
          }
        }
      }
    }
  }

  private void group(SystemdUnit unit, SystemdUnit.Entry entry) {
    if (unit.last("User").filter(user -> user.value().equals(entry.value())).isEmpty()) {
      notes.lost(entry.at(), "Group=" + entry.value() + ": a site has the groups of its user");
    }
  }

  private void memory(SystemdUnit.Entry entry) {
    String value = entry.value();
    long unit = value.isEmpty() ? 1 : UNITS.getOrDefault(value.substring(value.length() - 1), 1L);
    String digits = unit == 1 ? value : value.substring(0, value.length() - 1);
    Amounts.bytes(digits, unit)
        .ifPresentOrElse(
            size -> site.put("limits", "memory", size),
            () -> notes.lost(entry.at(), entry.key() + "=" + value + " is no size in bytes"));
  }

  private void seconds(String map, String key, SystemdUnit.Entry entry) {
    Amounts.count(entry.value().replaceFirst("s$", ""))
        .ifPresentOrElse(
            seconds -> site.put(map, key, seconds + "s"),
            () ->
                notes.lost(
                    entry.at(), entry.key() + "=" + entry.value() + " is no number of seconds"));
  }
}
