package dev.insula.config;

import java.util.List;
import java.util.Optional;

/**
 * Who may see a part of a site; the site's own code answers.
 *
 * @param check name and password -> whether they fit
 * @param groups name -> the groups of that user
 */
public record AuthRule(
    String realm, CodeReference check, Optional<CodeReference> groups, Require require) {
  public static final String REALM = "Restricted";

  /** Users or groups that get in; both empty: everyone whose password fits. */
  public record Require(List<String> users, List<String> groups) {
    public Require {
      users = List.copyOf(users);
      groups = List.copyOf(groups);
    }
  }
}
