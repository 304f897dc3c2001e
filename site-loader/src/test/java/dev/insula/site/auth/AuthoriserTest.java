package dev.insula.site.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.BasicAuthenticator;
import dev.insula.site.code.CodeFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, by the code of a site. */
class AuthoriserTest {
  private static final String HERE = "203.0.113.9";

  /** A site's users: everybody's password is the name. */
  static final class Users implements BiPredicate<String, char[]>, Function<String, List<String>> {
    static final AtomicInteger CALLS = new AtomicInteger();
    static volatile String suffix = "";

    @Override
    public boolean test(String user, char[] password) {
      CALLS.incrementAndGet();
      return Arrays.equals((user + suffix).toCharArray(), password);
    }

    @Override
    public List<String> apply(String user) {
      return user.equals("ann") ? List.of("agents") : List.of();
    }

    static boolean byText(String user, String password) {
      return user.equals(password);
    }

    static boolean byCharacters(String user, char[] password) {
      return Arrays.equals(user.toCharArray(), password);
    }

    static Collection<String> groups(String user) {
      return Set.of(user + "s");
    }

    static String noCheck(String user, String password) {
      return user + password;
    }

    static boolean nothing() {
      return true;
    }
  }

  /** The JDK's own kind. */
  static final class Classic extends BasicAuthenticator {
    Classic() {
      super("unused");
    }

    @Override
    public boolean checkCredentials(String user, String password) {
      return user.equals(password);
    }
  }

  /** Neither of them. */
  static final class Other {}

  private final AtomicLong now = new AtomicLong();

  @BeforeEach
  void reset() {
    Users.CALLS.set(0);
    Users.suffix = "";
  }

  private static String name(Class<?> type) {
    return type.getName();
  }

  private static Rule rule(String path, Set<String> users, Set<String> members) {
    return new Rule(
        path, "Staff", name(Users.class), Optional.of(name(Users.class)), users, members);
  }

  private Authoriser authoriser(Rule... rules) throws CodeFault {
    return Authoriser.of("alpha", List.of(rules), AuthoriserTest.class.getClassLoader(), now::get);
  }

  private static Rule by(String check) {
    return new Rule("/x", "Staff", check, Optional.empty(), Set.of(), Set.of());
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Verdict ask(Authoriser authoriser, String path, String field, String address) {
    Guard guard = Objects.requireNonNull(authoriser.guard(path, path), path);
    return authoriser.verdict(guard, field, address);
  }

  private static int status(Authoriser authoriser, String path, String user, String password) {
    return ask(authoriser, path, basic(user, password), HERE).status();
  }

  @Test
  void theClosestRuleDecides() throws CodeFault {
    Authoriser authoriser =
        authoriser(
            rule("/", Set.of("bob"), Set.of()),
            rule("/agents/", Set.of(), Set.of("agents")),
            rule("/agents/all", Set.of(), Set.of()));
    assertEquals(204, status(authoriser, "/else", "bob", "bob"));
    assertEquals(403, status(authoriser, "/else", "ann", "ann"));
    assertEquals(204, status(authoriser, "/agents/plan", "ann", "ann"));
    assertEquals(403, status(authoriser, "/agents/plan", "bob", "bob"));
    assertEquals(204, status(authoriser, "/agents/all/x", "cid", "cid"));
    assertEquals(401, status(authoriser, "/agents/all/x", "cid", "bad"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/agents//all/x", "/agents/all;/x", "/agents;/all/x", "//agents/all/x"})
  void aPathThatDifferentRulesAreClosestToAsOneReadsItIsForNobody(String path) throws CodeFault {
    Authoriser authoriser =
        authoriser(
            rule("/", Set.of("bob"), Set.of()),
            rule("/agents/", Set.of(), Set.of("agents")),
            rule("/agents/all", Set.of(), Set.of()));
    for (String user : List.of("ann", "bob", "cid")) {
      assertEquals(403, status(authoriser, path, user, user));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/secret",
        "/secret/",
        "/secret/a",
        "/%73ecret/a",
        "//secret/a",
        "/x/../secret/a",
        "/x/%2e%2e/secret/a",
        "/./secret",
        "/secret;x=1/a",
        "/;x/secret/a",
        "/x;/..;y/secret/a",
        "/secret%2Fa",
        "/secret/../x"
      })
  void noSpellingOfThePathGoesAround(String path) throws CodeFault {
    assertNotNull(authoriser(rule("/secret/", Set.of(), Set.of())).guard(path, path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/secrets", "/x/secret", "/secretx/a", "/%73ecrets", "/100%/x"})
  void otherPathsAreNobodysBusiness(String path) throws CodeFault {
    assertNull(authoriser(rule("/secret/", Set.of(), Set.of())).guard(path, path));
  }

  @Test
  void whatTheServerReadsCountsToo() throws CodeFault {
    assertNotNull(authoriser(rule("/secret/", Set.of(), Set.of())).guard("/odd", "/secret/a"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none",
        "''",
        "Basic",
        "Basic %%%",
        "Bearer abc",
        "Basic YW5u",
        "Basic OmFubg==",
        "Basic YW4BbjphbgFu"
      })
  void withoutCredentialsTheyAreAskedFor(String field) throws CodeFault {
    Authoriser authoriser = authoriser(rule("/x", Set.of(), Set.of()));
    Guard guard = Objects.requireNonNull(authoriser.guard("/x", "/x"));
    Verdict verdict = authoriser.verdict(guard, field, HERE);
    assertEquals(401, verdict.status());
    assertEquals(
        new Verdict.Field("WWW-Authenticate", "Basic realm=\"Staff\", charset=\"UTF-8\""),
        verdict.field().orElseThrow());
    assertEquals(0, Users.CALLS.get());
  }

  @Test
  void whoSignsInIsNamedWithTheGroups() throws CodeFault {
    Authoriser authoriser = authoriser(rule("/x", Set.of(), Set.of()));
    Verdict verdict = ask(authoriser, "/x", basic("ann", "ann"), HERE);
    assertEquals(new SignedIn("ann", "Staff", Set.of("agents")), verdict.user().orElseThrow());
  }

  @Test
  void aSignInIsRememberedForTenSecondsAndNoLonger() throws CodeFault {
    Authoriser authoriser = authoriser(rule("/x", Set.of(), Set.of()));
    for (int i = 0; i < 5; i++) {
      assertEquals(204, status(authoriser, "/x", "ann", "ann"));
    }
    assertEquals(1, Users.CALLS.get());
    Users.suffix = "-new";
    assertEquals(401, status(authoriser, "/x", "ann", "other"));
    assertEquals(204, status(authoriser, "/x", "ann", "ann"));
    now.addAndGet(SignIns.REMEMBERED.toNanos() + 1);
    assertEquals(401, status(authoriser, "/x", "ann", "ann"));
    assertEquals(204, status(authoriser, "/x", "ann", "ann-new"));
  }

  @Test
  void whoIsRememberedPassesWithoutTheSitesCodeAndNobodyElseDoes() throws CodeFault {
    Authoriser authoriser =
        authoriser(rule("/x", Set.of(), Set.of()), rule("/y", Set.of("bob"), Set.of()));
    Guard guard = Objects.requireNonNull(authoriser.guard("/x", "/x"));
    assertNull(authoriser.remembered(guard, basic("ann", "ann"), HERE));
    assertEquals(204, status(authoriser, "/x", "ann", "ann"));
    assertEquals(
        new SignedIn("ann", "Staff", Set.of("agents")),
        authoriser.remembered(guard, basic("ann", "ann"), HERE));
    assertEquals(1, Users.CALLS.get());
    assertNull(authoriser.remembered(guard, basic("ann", "bad"), HERE));
    assertNull(authoriser.remembered(guard, null, HERE));
    Guard bobs = Objects.requireNonNull(authoriser.guard("/y", "/y"));
    assertNull(authoriser.remembered(bobs, basic("ann", "ann"), HERE));
    now.addAndGet(SignIns.REMEMBERED.toNanos() + 1);
    assertNull(authoriser.remembered(guard, basic("ann", "ann"), HERE));
  }

  @Test
  void tenWrongPasswordsLockTheUserForAMinuteAtThisAddressOnly() throws CodeFault {
    Authoriser authoriser = authoriser(rule("/x", Set.of(), Set.of()));
    for (int i = 0; i < Lockout.FAILURES_OF_ONE_USER; i++) {
      assertEquals(401, status(authoriser, "/x", "ann", "bad" + i));
    }
    Verdict locked = ask(authoriser, "/x", basic("ann", "ann"), HERE);
    assertEquals(429, locked.status());
    assertEquals("Retry-After", locked.field().orElseThrow().name());
    assertEquals(204, status(authoriser, "/x", "bob", "bob"));
    assertEquals(204, ask(authoriser, "/x", basic("ann", "ann"), "203.0.113.10").status());
    now.addAndGet(Duration.ofMinutes(1).toNanos() + 1);
    assertEquals(204, status(authoriser, "/x", "ann", "ann"));
  }

  @Test
  void fiftyFailuresLockTheAddressAndItsIpv6Network() throws CodeFault {
    Authoriser authoriser = authoriser(rule("/x", Set.of(), Set.of()));
    for (int i = 0; i < Lockout.FAILURES_OF_ONE_ADDRESS; i++) {
      assertEquals(401, ask(authoriser, "/x", basic("user" + i, "bad"), "2001:db8::" + i).status());
    }
    assertEquals(429, ask(authoriser, "/x", basic("ann", "ann"), "2001:db8::ffff").status());
    assertEquals(204, ask(authoriser, "/x", basic("ann", "ann"), "2001:db8:0:1::1").status());
  }

  @Test
  void theMemoryOfFailuresIsBounded() {
    Lockout lockout = new Lockout(now::get);
    for (int i = 0; i < 20_000; i++) {
      lockout.failed("198.51.100." + i, "user");
      now.incrementAndGet();
    }
    assertEquals(0, lockout.wait("198.51.100.1", "user"));
    for (int i = 0; i < Lockout.FAILURES_OF_ONE_USER; i++) {
      lockout.failed(HERE, "ann");
    }
    assertEquals(61, lockout.wait(HERE, "ann"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Users", "Users::byText", "Users::byCharacters", "Classic"})
  void aCheckMayBeEachOfTheseKinds(String kind) throws CodeFault {
    Authoriser authoriser = authoriser(by(name(AuthoriserTest.class) + "$" + kind));
    assertEquals(204, status(authoriser, "/x", "ann", "ann"));
    assertEquals(401, status(authoriser, "/x", "ann", "bob"));
  }

  @Test
  void groupsMayComeFromAMethod() throws CodeFault {
    String users = name(Users.class);
    Authoriser authoriser =
        authoriser(
            new Rule("/x", "S", users, Optional.of(users + "::groups"), Set.of(), Set.of("anns")));
    assertEquals(204, status(authoriser, "/x", "ann", "ann"));
    assertEquals(403, status(authoriser, "/x", "bob", "bob"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no.Such | there is no class no.Such on the site's path",
        "Users::missing | Users::missing is no static method that takes (java.lang.String, char[])"
            + " or (java.lang.String, java.lang.String)",
        "Users::noCheck | Users::noCheck checks passwords, so it must return a boolean",
        "Users::nothing | Users::nothing is no static method that takes (java.lang.String, char[])"
            + " or (java.lang.String, java.lang.String)",
        "Other | Other is no check of passwords; it must be a"
            + " java.util.function.BiPredicate<String, char[]>, a"
            + " com.sun.net.httpserver.BasicAuthenticator, or a static method",
      })
  void codeThatIsOfNoUseIsToldWithItsPlace(String code, String sentence) {
    String here = name(AuthoriserTest.class) + "$";
    boolean isOwn = code.startsWith("Users") || code.startsWith("Other");
    CodeFault fault =
        assertThrows(CodeFault.class, () -> authoriser(by(isOwn ? here + code : code)));
    assertEquals(
        "sites.alpha.auth./x.check: " + sentence,
        Objects.requireNonNull(fault.getMessage()).replace(here, ""));
  }

  @Test
  void thePasswordIsNeverPrinted() {
    Credentials sent = Credentials.of(basic("ann", "hunter2")).orElseThrow();
    assertFalse(sent.toString().contains("hunter2"));
  }

  @Test
  void aRealmCannotBreakOutOfItsField() {
    assertEquals(
        "Basic realm=\"a \\\"b\\\" ?  c\", charset=\"UTF-8\"",
        Credentials.challenge("a \"b\" \u20ac\r\nc"));
  }
}
