package dev.insula.spawner.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * What a site sees of the machine beside the read-only system, each folder or file at its own path.
 *
 * @param readOnly what it may read
 * @param readWrite what it may change
 * @param network whether it sees the machine's network; without, it is still served on its Unix
 *     socket
 */
public record Room(List<Path> readOnly, List<Path> readWrite, boolean network) {
  private static final List<Path> NEVER =
      List.of(Path.of("/proc"), Path.of("/dev"), Path.of("/sys"));

  /**
   * @throws IllegalArgumentException if a path would replace the sandbox itself
   */
  public Room {
    readOnly = List.copyOf(readOnly);
    readWrite = List.copyOf(readWrite);
    readOnly.forEach(Room::check);
    readWrite.forEach(Room::check);
  }

  /** Whether the path does not replace a part of the sandbox itself. */
  public static boolean mayShow(Path path) {
    return path.isAbsolute()
        && path.getNameCount() > 0
        && NEVER.stream().noneMatch(path::startsWith);
  }

  private static void check(Path path) {
    if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() == 0) {
      throw new IllegalArgumentException(
          path + " cannot be shown to a site: name an absolute path");
    }
    if (NEVER.stream().anyMatch(path::startsWith)) {
      throw new IllegalArgumentException(path + " cannot be shown to a site: it has its own");
    }
  }
}
