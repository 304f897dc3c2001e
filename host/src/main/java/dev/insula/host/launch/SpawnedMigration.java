package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.spawner.plan.Room;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Web applications that are migrated to {@code jakarta.servlet} in the site's own room, by its own
 * user, before the site is started there: what a tenant has put into an archive is read by nobody
 * else. Results stay in a folder of the site's, by the content of what they were made from.
 *
 * @param cache the folder, which is the site's user's own
 * @param folder where the started site finds them, in its own temporary folder
 * @param heap bytes that the tool may have for it, at most
 */
record SpawnedMigration(Site site, Path cache, Path folder, long heap) {
  private static final Path TEMPORARY = Path.of("/tmp");
  private static final long LARGEST_HEAP = 512L << 20;

  /** Else the tool would be killed before it collects: a group's own JVM runs beside it. */
  private static final int PART_OF_ONE = 2;

  private static final int PART_OF_A_GROUP = 4;

  /* Arguments: folder, tool, java, heap; pairs of an old file and where its new one is wanted; "--",
   * a command. A reader of the status channel sees why it has failed. Nobody deletes a result that
   * a start has used within a month, nor one that is being made. */
  private static final String SCRIPT =
      """
      cache=$1 tool=$2 java=$3 heap=$4
      shift 4
      fail() {
        echo "failed message=$1%20cannot%20be%20migrated%20from%20javax%20to%20jakarta;%20its%20log%20says%20why trace="
        exit 1
      }
      migrate() {
        part=$(/usr/bin/mktemp --suffix=.war "$cache/.new-XXXXXX") || return 1
        "$java" -XX:+UseSerialGC -Xshare:auto "-Xmx$heap" -jar "$tool" "$1" "$part" </dev/null >&2 \
            && /usr/bin/mv "$part" "$2" || { /usr/bin/rm -f "$part"; return 1; }
      }
      while [ "$1" != -- ]; do
        mark=$(/usr/bin/sha256sum <"$1") || fail its%20web%20application
        made=$cache/${mark%% *}.war
        if [ -r "$made" ]; then /usr/bin/touch "$made"; else migrate "$1" "$made" || fail its%20web%20application; fi
        /usr/bin/mkdir -p "${2%/*}"
        /usr/bin/ln -sfn "$made" "$2"
        shift 2
      done
      shift
      /usr/bin/find "$cache" -name '.new-*' -mmin +60 -delete
      /usr/bin/find "$cache" -name '*.war' -mtime +30 -delete
      exec "$@"
      """;

  /** Of a site that has its process to itself. */
  static SpawnedMigration of(Site site, Path cache) {
    return new SpawnedMigration(site, cache, migrated(TEMPORARY), heap(site, PART_OF_ONE));
  }

  /**
   * Of a member of a group.
   *
   * @param temporary its own folder below the group's
   */
  static SpawnedMigration inGroup(Site site, Path cache, Path temporary) {
    return new SpawnedMigration(site, cache, migrated(temporary), heap(site, PART_OF_A_GROUP));
  }

  private static Path migrated(Path temporary) {
    return temporary.resolve("migrated");
  }

  private static long heap(Site site, int part) {
    return Math.min(LARGEST_HEAP, SpawnedJvm.memory(site) / part);
  }

  /** Where the new file of each old one will be. */
  private Map<Path, Path> files() {
    Map<Path, Path> files = new LinkedHashMap<>();
    OldWars.of(site).forEach(old -> files.put(old, folder.resolve(files.size() + ".war")));
    return files;
  }

  /** The site with the new files in place of the old ones. */
  Site migrated() {
    return OldWars.replaced(site, files());
  }

  /** The program that migrates and then is the site's. */
  List<String> program() {
    return before(SpawnedJvm.program(site));
  }

  /** The program that migrates; none, if there is nothing to migrate. */
  List<String> alone() {
    return files().isEmpty() ? List.of() : before(List.of("/bin/true"));
  }

  private List<String> before(List<String> next) {
    List<String> program = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "insula"));
    program.add(cache.toString());
    program.add(Installation.migrationJar().normalize().toString());
    program.add(Installation.java().toString());
    program.add(Long.toString(heap));
    files().forEach((old, made) -> program.addAll(List.of(old.toString(), made.toString())));
    program.add("--");
    program.addAll(next);
    return program;
  }

  /** What the site sees beside what it would see without. */
  Room room(Room plain) {
    if (files().isEmpty()) {
      return plain;
    }
    List<Path> readOnly = new ArrayList<>(plain.readOnly());
    Path tool = Installation.migrationJar().normalize();
    if (readOnly.stream().noneMatch(tool::startsWith)) {
      readOnly.add(tool);
    }
    List<Path> readWrite = new ArrayList<>(plain.readWrite());
    if (!readWrite.contains(cache)) {
      readWrite.add(cache);
    }
    return new Room(readOnly, readWrite, plain.network());
  }
}
