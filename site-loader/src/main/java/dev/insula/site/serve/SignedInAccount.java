package dev.insula.site.serve;

import dev.insula.site.auth.SignedIn;
import io.undertow.security.idm.Account;
import java.security.Principal;
import java.util.Set;

/** Who has signed in, as Undertow has it. */
record SignedInAccount(SignedIn user) implements Account {
  @Override
  public Principal getPrincipal() {
    return new Named(user.user());
  }

  @Override
  public Set<String> getRoles() {
    return user.groups();
  }

  private record Named(String getName) implements Principal {}
}
