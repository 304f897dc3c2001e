package dev.insula.site.auth;

import java.util.Set;

/** The site's word on the groups of a user. May throw anything unchecked. */
interface GroupLookup {
  /** Those of a user who has signed in. */
  Set<String> of(String user);
}
