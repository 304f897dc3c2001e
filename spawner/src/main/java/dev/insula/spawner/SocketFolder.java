package dev.insula.spawner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders that the spawner makes and gives away. What they lie in is root's, so nobody can put a
 * link in their place between two steps.
 */
final class SocketFolder {
  private static final Set<PosixFilePermission> NOBODY_ELSE =
      PosixFilePermissions.fromString("rwx------");

  private SocketFolder() {}

  /**
   * Makes the folder if it is missing, and sets owner, group and mode in any case.
   *
   * @throws IOException if it cannot be made or something else is there
   */
  static Path prepare(Path folder, int uid, int gid, int mode) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(NOBODY_ELSE));
    }
    own(folder, uid, gid, mode);
    return folder;
  }

  /** Gives a file of root's own making away. */
  static void own(Path file, int uid, int gid, int mode) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:mode", mode);
  }

  /** Removes what former starts left in the folders of all sites. */
  static void clear(Path run) throws IOException {
    try (Stream<Path> folders = Files.list(run)) {
      for (Path folder : folders.filter(SocketFolder::isFolder).toList()) {
        try (Stream<Path> left = Files.list(folder)) {
          for (Path file : left.filter(file -> !isFolder(file)).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
