package dev.insula.site.auth;

import java.util.Optional;

/**
 * What becomes of a request.
 *
 * @param status 204 where it may pass
 * @param field a header field that goes with a refusal
 * @param user who it is, where it may pass
 */
public record Verdict(int status, Optional<Field> field, Optional<SignedIn> user) {
  /** Where a request may pass. */
  public static final int PASSES = 204;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;

  /** A header field. */
  public record Field(String name, String value) {}

  static Verdict passes(SignedIn user) {
    return new Verdict(PASSES, Optional.empty(), Optional.of(user));
  }

  /** The password is asked for. */
  static Verdict unknown(String realm) {
    Field challenge = new Field("WWW-Authenticate", Credentials.challenge(realm));
    return new Verdict(UNAUTHORIZED, Optional.of(challenge), Optional.empty());
  }

  static Verdict forbidden() {
    return new Verdict(FORBIDDEN, Optional.empty(), Optional.empty());
  }

  static Verdict locked(long seconds) {
    Field wait = new Field("Retry-After", Long.toString(seconds));
    return new Verdict(TOO_MANY_REQUESTS, Optional.of(wait), Optional.empty());
  }

  /** The refusal in words, for its body. */
  public String text() {
    return switch (status) {
      case UNAUTHORIZED -> "Unauthorized\n";
      case FORBIDDEN -> "Forbidden\n";
      case TOO_MANY_REQUESTS -> "Too Many Requests\n";
      default -> "";
    };
  }
}
