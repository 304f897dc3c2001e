package dev.insula.site.serve;

import dev.insula.site.auth.SignedIn;
import io.undertow.security.api.AuthenticationMode;
import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.impl.SecurityContextImpl;
import io.undertow.server.HttpServerExchange;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has signed in, as Undertow has it. */
record SignedInAccount(SignedIn user) implements Account {
  private static final String BASIC = "BASIC";

  /** Lets the application see in the exchange who it is. */
  static void enter(HttpServerExchange exchange, SignedIn user) {
    SecurityContextImpl context =
        new SecurityContextImpl(exchange, AuthenticationMode.PRO_ACTIVE, new Nobody());
    exchange.setSecurityContext(context);
    context.authenticationComplete(new SignedInAccount(user), BASIC, false);
  }

  @Override
  public Principal getPrincipal() {
    return new Named(user.user());
  }

  @Override
  public Set<String> getRoles() {
    return user.groups();
  }

  private record Named(String getName) implements Principal {}

  /** Lets nobody sign in by other means: who it is has been settled. */
  private static final class Nobody implements IdentityManager {
    @Override
    public Account verify(Account account) {
      return account;
    }

    @Override
    public @Nullable Account verify(String id, Credential credential) {
      return null;
    }

    @Override
    public @Nullable Account verify(Credential credential) {
      return null;
    }
  }
}
