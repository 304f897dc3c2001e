package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Network;
import dev.insula.config.Site;
import dev.insula.site.Percent;
import dev.insula.site.daemon.InRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a group's process reads when one of its members is to start under the spawner: how to run
 * the site, and what only the site's own user may do, as its files are opened by nobody else.
 *
 * @param temporary the member's own folder below the group's
 * @param cache a folder of the group's user's own that stays
 */
record SpawnedMember(Site site, Path temporary, Path cache) {
  /** As it stands in the encoded value of a property or a variable of a Boot site's. */
  private static final String PORT = Percent.encode("${port}");

  /** Lines of which the spawner knows what they stand for. */
  String input() throws IOException {
    if (site.application() instanceof Application.Boot) {
      return lines(new InRoom(List.of(), Optional.of(way())))
          + SpawnPlans.javaInput(BootSite.atAnyPort(site), temporary)
              .text()
              .lines()
              .map(SpawnedMember::withPlaceholder)
              .collect(Collectors.joining("\n", "", "\n"));
    }
    SpawnedMigration migration = SpawnedMigration.inGroup(site, cache, temporary);
    return lines(new InRoom(migration.alone(), Optional.empty()))
        + SpawnPlans.javaInput(migration.migrated(), temporary).text();
  }

  /** With a network of its own, only the process itself reaches the port. */
  private InRoom.Boot way() {
    return site.network() == Network.NONE ? InRoom.Boot.SOCKET : InRoom.Boot.PORT;
  }

  private static String lines(InRoom room) {
    return room.entries().entrySet().stream()
        .map(entry -> Percent.encode(entry.getKey()) + "=" + Percent.encode(entry.getValue()))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String withPlaceholder(String line) {
    if (line.startsWith("site.env.") || line.startsWith("site.property.")) {
      return line.replace(PORT, "${port}");
    }
    // What is unpacked there goes with the generation.
    return line.startsWith("site.cache-directory=") ? line + ".${generation}" : line;
  }
}
