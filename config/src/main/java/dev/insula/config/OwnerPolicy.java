package dev.insula.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the files of one system user may declare.
 *
 * @param user who the files belong to, and whom their sites run as
 * @param hosts the names that they may claim
 * @param folders where everything that they name must lie; absolute
 * @param memory most that one of their sites may have; empty: no limit of its own
 * @param cpu likewise
 * @param tasks likewise
 */
public record OwnerPolicy(
    String user,
    List<HostPattern> hosts,
    List<Path> folders,
    Optional<ByteSize> memory,
    Optional<CpuShare> cpu,
    OptionalInt tasks) {
  public OwnerPolicy {
    hosts = List.copyOf(hosts);
    folders = List.copyOf(folders);
  }

  /** Whether the sites may have this name: the owner's, or one that begins with it. */
  public boolean mayName(String site) {
    return site.equals(prefix()) || site.startsWith(prefix() + "-");
  }

  /** What names of the owner's sites begin with: the user's name, as far as a site's may be. */
  public String prefix() {
    return user.replace('_', '-').replaceFirst("^-+", "");
  }

  /** How closely this policy names the host; 0 if it does not allow it. */
  public int closeness(HostPattern claimed) {
    return hosts.stream().mapToInt(allowed -> closeness(allowed, claimed)).max().orElse(0);
  }

  private static int closeness(HostPattern allowed, HostPattern claimed) {
    int length = allowed.toString().length();
    if (allowed.equals(claimed)) {
      return 2 * length + 1;
    }
    if (!(allowed instanceof HostPattern.Wildcard wildcard)) {
      return 0;
    }
    return switch (claimed) {
      case HostPattern.Exact(HostName name) -> wildcard.matches(name) ? 2 * length : 0;
      case HostPattern.Wildcard(HostName parent) -> wildcard.matches(parent) ? 2 * length : 0;
    };
  }

  /** Whether the file lies where the owner's files may lie; links are not looked at. */
  public boolean mayUse(Path file) {
    Path normal = file.toAbsolutePath().normalize();
    return folders.stream().anyMatch(normal::startsWith);
  }
}
