package dev.insula.host.control;

import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.supervise.Door;
import dev.insula.host.supervise.GenerationStatus;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.SiteStatus;
import dev.insula.host.supervise.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The status of sites, as JSON values and as a table for a terminal. */
final class StatusReport {
  private StatusReport() {}

  static Map<String, Object> json(
      SiteStatus status, int leftInMemory, List<String> heldInMemory, Optional<Usage> usage) {
    Site site = status.site();
    Optional<GenerationStatus> current = status.current();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", site.name().text());
    json.put("state", status.word());
    json.put("generation", current.map(GenerationStatus::number));
    json.put("isolation", site.isolation().toString());
    json.put("group", site.processGroup());
    json.put("server", current.flatMap(GenerationStatus::vitals).map(Launcher.Vitals::server));
    json.put("pids", pids(status));
    json.put("since", current.flatMap(GenerationStatus::since));
    json.put("starts", current.map(GenerationStatus::starts));
    json.put("failure", current.flatMap(GenerationStatus::failure));
    json.put("notes", current.map(GenerationStatus::notes).orElse(List.of()));
    json.put("candidate", status.candidate().map(StatusReport::candidate));
    json.put("retiring", status.retiring());
    json.put("leftInMemory", leftInMemory);
    json.put("heldInMemory", heldInMemory);
    json.put("memory", memory(status, usage));
    json.put("tasks", usage.map(Usage::tasks));
    json.putAll(traffic(status.traffic()));
    return json;
  }

  private static Map<String, Object> candidate(GenerationStatus candidate) {
    return Map.of("generation", candidate.number(), "state", candidate.state().word());
  }

  private static Map<String, Object> traffic(Door.Traffic traffic) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("requests", traffic.requests());
    json.put("failures", traffic.failures());
    json.put("inFlight", traffic.inFlight());
    json.put("waiting", traffic.waiting());
    return json;
  }

  private static List<Long> pids(SiteStatus status) {
    return status
        .current()
        .flatMap(GenerationStatus::vitals)
        .map(Launcher.Vitals::pids)
        .orElse(List.of());
  }

  /** The processes whose memory is this site's, or that of its group. */
  private static List<Long> ownPids(SiteStatus status) {
    long host = ProcessHandle.current().pid();
    return pids(status).stream().filter(pid -> pid != host).toList();
  }

  /** As the kernel counts it for the site, else for each of its processes. */
  private static Optional<Long> memory(SiteStatus status, Optional<Usage> usage) {
    return usage.map(Usage::memory).or(() -> ProcessMemory.of(ownPids(status)));
  }

  static String table(
      List<SiteStatus> sites,
      Function<SiteName, List<String>> heldInMemory,
      Map<SiteName, Usage> usage) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "SITE",
            "STATE",
            "GENERATION",
            "ISOLATION",
            "PIDS",
            "REQUESTS",
            "FAILED",
            "MEMORY",
            "TASKS"));
    sites.forEach(site -> rows.add(row(site, Optional.ofNullable(usage.get(site.site().name())))));
    StringBuilder text = new StringBuilder(TextTable.of(rows));
    for (SiteStatus site : sites) {
      appendRemarks(text, site);
      SiteName name = site.site().name();
      heldInMemory
          .apply(name)
          .forEach(it -> text.append(name).append(": ").append(it).append('\n'));
    }
    return text.toString();
  }

  private static List<String> row(SiteStatus status, Optional<Usage> usage) {
    return List.of(
        status.site().name().text(),
        status.word(),
        status.current().map(g -> Long.toString(g.number())).orElse("-"),
        isolation(status.site()),
        pids(status).isEmpty()
            ? "-"
            : String.join(",", pids(status).stream().map(String::valueOf).toList()),
        Long.toString(status.traffic().requests()),
        Long.toString(status.traffic().failures()),
        memory(status, usage).map(ProcessMemory::readable).orElse("-"),
        usage.map(it -> Long.toString(it.tasks())).orElse("-"));
  }

  private static String isolation(Site site) {
    return site.isolation() + site.processGroup().map(" (group %s)"::formatted).orElse("");
  }

  private static void appendRemarks(StringBuilder text, SiteStatus site) {
    String name = site.site().name().text();
    site.current()
        .ifPresent(current -> {
          current.failure().ifPresent(f -> text.append(name).append(": ").append(f).append('\n'));
          current.notes().forEach(n -> text.append(name).append(": ").append(n).append('\n'));
        });
  }
}
