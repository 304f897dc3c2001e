package dev.insula.site.auth;

import java.util.Optional;

/**
 * A rule with the site's functions that it names.
 *
 * @param functions these as one name: whose sign-ins may be shared
 */
public record Guard(
    Rule rule, PasswordCheck check, Optional<GroupLookup> groups, String functions) {
  Guard(Rule rule, PasswordCheck check, Optional<GroupLookup> groups) {
    this(rule, check, groups, rule.check() + " " + rule.groups().orElse(""));
  }
}
