package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Users as SO_PEERCRED tells them: by name where they have one. */
final class UserNames {
  private UserNames() {}

  /**
   * The name of the user whose folder it is, or the number in digits where no name belongs to it.
   *
   * @param folder made and given to that user by root
   * @param uid said if the folder cannot be looked at
   */
  static Optional<String> ownerOf(Path folder, int uid) {
    try {
      return Optional.of(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName());
    } catch (IOException e) {
      return Optional.of(Integer.toString(uid));
    }
  }
}
