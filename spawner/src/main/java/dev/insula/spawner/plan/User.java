package dev.insula.spawner.plan;

import java.util.List;

/** Who a site's processes are, by number; never root, in no group of root's. */
public record User(int uid, int gid, List<Integer> groups) {
  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  public User {
    groups = List.copyOf(groups);
    if (uid <= 0 || gid <= 0 || groups.stream().anyMatch(group -> group <= 0)) {
      throw new IllegalArgumentException(
          "uid %d, gid %d, groups %s: a site never runs as root or in root's group"
              .formatted(uid, gid, groups));
    }
  }

  /** Whether this user belongs to the group. */
  public boolean in(int group) {
    return gid == group || groups.contains(group);
  }
}
