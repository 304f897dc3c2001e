package dev.insula.site.auth;

import dev.insula.site.code.CodeFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests by a site's rules. Each generation of a site has its own, so that what one
 * has learnt is unknown to all others. Safe for use by any number of threads; takes no lock of its
 * own.
 */
public final class Authoriser {
  /** What is below one rule or another, as one reads the path, is for nobody. */
  private static final Guard NOBODY =
      new Guard(
          new Rule("/", "", "", Optional.empty(), Set.of(), Set.of()),
          (_, _) -> false,
          Optional.empty());

  private final List<Guard> guards;
  private final SignIns signIns;
  private final Lockout lockout;

  private Authoriser(List<Guard> guards, LongSupplier clock) {
    this.guards = guards;
    this.signIns = new SignIns(clock);
    this.lockout = new Lockout(clock);
  }

  /**
   * Loads what the rules name; to be called on a thread of the site.
   *
   * @param site the site's name, for messages
   * @throws CodeFault if something cannot be used
   */
  public static Authoriser of(String site, List<Rule> rules, ClassLoader loader) throws CodeFault {
    return of(site, rules, loader, System::nanoTime);
  }

  static Authoriser of(String site, List<Rule> rules, ClassLoader loader, LongSupplier clock)
      throws CodeFault {
    SiteFunctions functions = new SiteFunctions(loader);
    List<Guard> guards = new ArrayList<>();
    for (Rule rule : rules) {
      String place = "sites." + site + ".auth." + rule.path();
      PasswordCheck check = functions.check(place + ".check", rule.check());
      Optional<GroupLookup> groups =
          rule.groups().isEmpty()
              ? Optional.empty()
              : Optional.of(functions.groups(place + ".groups", rule.groups().get()));
      guards.add(new Guard(rule, check, groups));
    }
    // The longest path first: the closest rule decides.
    guards.sort(Comparator.comparingInt((Guard it) -> it.rule().path().length()).reversed());
    return new Authoriser(List.copyOf(guards), clock);
  }

  /**
   * The closest rule about a path; null if there is none. Where the path can be read in ways that
   * different rules are the closest to, it is one that lets nobody pass: it would be the site's
   * code that chooses the reading. Does not block.
   *
   * @param sent the path as it was sent, without its query
   * @param decoded the same as the server has read it
   */
  public @Nullable Guard guard(String sent, String decoded) {
    Guard found = closest(decoded);
    for (String reading : PathReadings.of(sent)) {
      Guard closest = closest(reading);
      if (closest != null && found != null && !closest.equals(found)) {
        return NOBODY;
      }
      found = found == null ? closest : found;
    }
    return found;
  }

  private @Nullable Guard closest(String path) {
    for (Guard guard : guards) {
      if (guard.rule().covers(path)) {
        return guard;
      }
    }
    return null;
  }

  /**
   * Who it is, where a sign-in is still remembered that the rule lets pass; null where {@link
   * #verdict} has to say. Does not block, and calls nothing of the site's.
   *
   * @param authorization the request's field, null if there is none
   * @param address the client's
   */
  public @Nullable SignedIn remembered(
      Guard guard, @Nullable String authorization, String address) {
    Optional<Credentials> sent = Credentials.of(authorization);
    if (sent.isEmpty() || lockout.wait(address, sent.get().user()) > 0) {
      return null;
    }
    String user = sent.get().user();
    Rule rule = guard.rule();
    Set<String> groups = signIns.find(guard.functions(), sent.get());
    return groups != null && rule.lets(user, groups)
        ? new SignedIn(user, rule.realm(), groups)
        : null;
  }

  /**
   * What becomes of a request that a rule is about. Calls the site's code, so it may block, and
   * throw whatever that throws.
   *
   * @param authorization the request's field, null if there is none
   * @param address the client's
   */
  public Verdict verdict(Guard guard, @Nullable String authorization, String address) {
    if (guard.equals(NOBODY)) {
      return Verdict.forbidden();
    }
    Optional<Credentials> sent = Credentials.of(authorization);
    Rule rule = guard.rule();
    if (sent.isEmpty()) {
      return Verdict.unknown(rule.realm());
    }
    String user = sent.get().user();
    long wait = lockout.wait(address, user);
    if (wait > 0) {
      return Verdict.locked(wait);
    }
    Set<String> groups = signedIn(guard, sent.get(), address);
    if (groups == null) {
      return Verdict.unknown(rule.realm());
    }
    return rule.lets(user, groups)
        ? Verdict.passes(new SignedIn(user, rule.realm(), groups))
        : Verdict.forbidden();
  }

  private static boolean fits(Guard guard, String user, char[] password) {
    try {
      return guard.check().fits(user, password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** The user's groups; null if that is not the user's password. */
  private @Nullable Set<String> signedIn(Guard guard, Credentials sent, String address) {
    Set<String> known = signIns.find(guard.functions(), sent);
    if (known != null) {
      return known;
    }
    char[] password = sent.password().toCharArray();
    if (!fits(guard, sent.user(), password)) {
      lockout.failed(address, sent.user());
      return null;
    }
    Set<String> groups = guard.groups().map(it -> Set.copyOf(it.of(sent.user()))).orElse(Set.of());
    lockout.succeeded(address, sent.user());
    signIns.keep(guard.functions(), sent, groups);
    return groups;
  }
}
