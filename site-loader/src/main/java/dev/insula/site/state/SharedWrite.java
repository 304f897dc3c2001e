package dev.insula.site.state;

/**
 * A place in a site's code that writes what the whole JVM shares.
 *
 * @param member what is written, such as {@code java.security.Security.addProvider(Provider)}
 * @param place where: class, method, file and line as in a stack trace
 * @param refused whether the site was not let
 * @param count how often, from 1
 */
public record SharedWrite(String member, String place, boolean refused, long count) {
  /** As a clause about the site. */
  public String told() {
    String what = refused ? "it was not let change" : "it changed";
    return "%s what the whole JVM shares: %s called by %s".formatted(what, member, place);
  }
}
