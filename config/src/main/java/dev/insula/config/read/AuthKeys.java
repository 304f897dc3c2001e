package dev.insula.config.read;

import dev.insula.config.AuthRule;
import dev.insula.config.ObjectReference;
import java.util.List;
import java.util.Optional;

/** The keys of an entry of {@code auth}, and those of its {@code require}. */
final class AuthKeys {
  static final Key<String> REALM = Key.of("realm", Texts.notBlank("the text that browsers show"));
  static final Key<ObjectReference> CHECK = Key.of("check", ProgramNames.reference());
  static final Key<ObjectReference> GROUPS = Key.of("groups", ProgramNames.reference());
  static final Key<Node.Fields> REQUIRE = Key.of("require", Maps.fields());

  static final KeyTable TABLE =
      new KeyTable("sites.*.auth.*", "an entry of auth", List.of(REALM, CHECK, GROUPS, REQUIRE));

  static final Key<List<String>> USER = Key.of("user", names());
  static final Key<List<String>> GROUP = Key.of("group", names());

  static final KeyTable REQUIRE_TABLE =
      new KeyTable("sites.*.auth.*.require", "require", List.of(USER, GROUP));

  private AuthKeys() {}

  private static Type<List<String>> names() {
    return Collected.oneOrList(Texts.notBlank("a name or a list of names"));
  }

  static Optional<AuthRule> read(Section auth) {
    Optional<ObjectReference> check = auth.require(CHECK, "\"check: shop.auth:check_password\"");
    Optional<ObjectReference> groups = auth.find(GROUPS);
    Section require = auth.section(REQUIRE, REQUIRE_TABLE);
    List<String> members = require.find(GROUP).orElse(List.of());
    if (!members.isEmpty() && !auth.has(GROUPS)) {
      auth.context()
          .report()
          .add(
              require.spotOf(GROUP),
              " asks for a group, but nothing tells a user's groups; add \"groups: MODULE:FUNCTION\"");
    }
    AuthRule.Require required = new AuthRule.Require(require.find(USER).orElse(List.of()), members);
    String realm = auth.get(REALM, AuthRule.REALM);
    return check.map(found -> new AuthRule(realm, found, groups, required));
  }
}
