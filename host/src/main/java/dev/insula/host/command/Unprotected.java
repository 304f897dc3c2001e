package dev.insula.host.command;

import dev.insula.config.Isolation;
import dev.insula.config.Limits;
import dev.insula.config.Manifest;
import dev.insula.config.Network;
import dev.insula.config.Site;
import java.util.ArrayList;
import java.util.List;

/** What a host that has no spawner cannot keep apart, said once when it starts. */
final class Unprotected {
  private Unprotected() {}

  static List<String> in(Manifest manifest, boolean hasSpawner) {
    List<Site> sites =
        manifest.sites().values().stream()
            .filter(site -> site.isolation() == Isolation.PROCESS)
            .toList();
    if (hasSpawner || sites.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "not protected: all sites run as the same user (%s), so hostile code of one reaches the files, memory and sockets of the others; started by root, Insula gives each a user of its own"
            .formatted(System.getProperty("user.name")));
    sites.stream().filter(Unprotected::isLimited).forEach(site -> lines.add(unlimited(site)));
    return lines;
  }

  private static boolean isLimited(Site site) {
    Limits limits = site.limits();
    return limits.memory().isPresent()
        || limits.cpu().isPresent()
        || limits.tasks().isPresent()
        || site.network() == Network.NONE;
  }

  private static String unlimited(Site site) {
    return "not in effect without the spawner: memory, cpu, tasks and network of " + site.name();
  }
}
