package dev.insula.host.apply;

import dev.insula.spawner.plan.TrustedFiles;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files and folders of root's. */
final class RootFiles {
  private RootFiles() {}

  private static FileAttribute<?> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /**
   * Makes the folder where it is missing, and its parents; refuses one that others could change.
   *
   * @param mode such as {@code rwxr-xr-x}
   */
  static void prepare(Path folder, String mode) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = Objects.requireNonNull(folder.getParent(), folder::toString);
      if (!Files.isDirectory(parent)) {
        prepare(parent, "rwxr-xr-x");
      }
      TrustedFiles.requireFolder(parent);
      Files.createDirectory(folder, mode("rwx------"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }
    TrustedFiles.requireFolder(folder);
  }

  /**
   * Makes the folder where it is missing, in one of root's; it is this user's alone, whatever the
   * user has made of it since.
   */
  static void give(Path folder, User user) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, mode("rwx------"));
    }
    Files.setAttribute(folder, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(folder, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
    // This would follow a link; but it is a folder, which nobody but root can rename.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  /** Replaces the file at once, so that nobody reads half of it; only root may read it. */
  static void write(Path file, String text) throws IOException {
    Path unnamed = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(unnamed);
    Files.createFile(unnamed, mode("rw-------"));
    Files.writeString(unnamed, text);
    Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
