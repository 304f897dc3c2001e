package dev.insula.site.auth;

import java.util.Optional;
import java.util.Set;

/**
 * Who may see what is below a path. Without {@code users} and {@code members} it is everyone whose
 * password fits.
 *
 * @param path begins with a slash; one at its end means nothing
 * @param realm what browsers show
 * @param check {@code CLASS} or {@code CLASS::METHOD} that says whether a password fits
 * @param groups the same that tells a user's groups
 * @param users who gets in
 * @param members of which groups one gets in
 */
public record Rule(
    String path,
    String realm,
    String check,
    Optional<String> groups,
    Set<String> users,
    Set<String> members) {
  /** Copies the sets; refuses a rule that nobody could satisfy. */
  public Rule {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("\"" + path + "\" must begin with a slash.");
    }
    users = Set.copyOf(users);
    members = Set.copyOf(members);
    if (!members.isEmpty() && groups.isEmpty()) {
      throw new IllegalArgumentException(path + " asks for groups, which nothing tells.");
    }
  }

  /** Whether somebody who has signed in gets in. */
  boolean lets(String user, Set<String> groupsOfUser) {
    return (users.isEmpty() && members.isEmpty())
        || users.contains(user)
        || members.stream().anyMatch(groupsOfUser::contains);
  }

  /** Whether it is about this path. */
  boolean covers(String asked) {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return asked.regionMatches(0, path, 0, end)
        && (asked.length() == end || asked.charAt(end) == '/');
  }
}
