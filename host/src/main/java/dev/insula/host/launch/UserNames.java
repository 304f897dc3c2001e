package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.Optional;

/** Names of users by number, as the kernel's answer about a socket's other end shows them. */
final class UserNames {
  private UserNames() {}

  /** The name, or the number in digits where no name belongs to it. */
  static Optional<String> of(int uid) {
    String digits = Integer.toString(uid);
    try {
      return Optional.of(
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(digits)
              .getName());
    } catch (IOException e) {
      return Optional.of(digits);
    }
  }
}
