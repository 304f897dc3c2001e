package dev.insula.site.auth;

import java.util.Optional;

/** A rule with the site's functions that it names. */
public record Guard(Rule rule, PasswordCheck check, Optional<GroupLookup> groups) {
  /** The functions as one name: guards with the same share their sign-ins. */
  String functions() {
    return rule.check() + " " + rule.groups().orElse("");
  }
}
