package dev.insula.site.auth;

import java.util.Set;

/**
 * Somebody whose password was right.
 *
 * @param realm of the rule that was about the request
 * @param groups as the site's code tells them; empty where no rule asks for them
 */
public record SignedIn(String user, String realm, Set<String> groups) {
  /** Copies the set. */
  public SignedIn {
    groups = Set.copyOf(groups);
  }
}
