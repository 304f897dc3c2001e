package dev.insula.config.read;

import dev.insula.config.AuthRule;
import dev.insula.config.CodeReference;
import java.util.List;
import java.util.Optional;

/** The keys of an entry of {@code auth}, and those of its {@code require}. */
final class AuthKeys {
  static final Key<String> REALM = Key.of("realm", Texts.notBlank("the text that browsers show"));
  static final Key<CodeReference> CHECK = Key.of("check", ProgramNames.pythonFunction());
  static final Key<CodeReference> GROUPS = Key.of("groups", ProgramNames.pythonFunction());
  static final Key<Node.Fields> REQUIRE = Key.of("require", Maps.fields());

  static final KeyTable TABLE =
      new KeyTable("sites.*.auth.*", "an entry of auth", List.of(REALM, CHECK, GROUPS, REQUIRE));

  static final Key<List<String>> USER = Key.of("user", names());
  static final Key<List<String>> GROUP = Key.of("group", names());

  static final KeyTable REQUIRE_TABLE =
      new KeyTable("sites.*.auth.*.require", "require", List.of(USER, GROUP));

  private static final Key<CodeReference> JAVA_CHECK = Key.of("check", ProgramNames.javaCode());
  private static final Key<CodeReference> JAVA_GROUPS = Key.of("groups", ProgramNames.javaCode());

  private AuthKeys() {}

  private static Type<List<String>> names() {
    return Collected.oneOrList(Texts.notBlank("a name or a list of names"));
  }

  static Optional<AuthRule> read(Section auth) {
    boolean isJava = auth.context().kind().filter(Kind.onTheJvm()::contains).isPresent();
    Optional<CodeReference> check =
        isJava
            ? auth.require(JAVA_CHECK, "\"check: com.acme.Users::check\"")
            : auth.require(CHECK, "\"check: shop.auth:check_password\"");
    Optional<CodeReference> groups = auth.find(isJava ? JAVA_GROUPS : GROUPS);
    Section require = auth.section(REQUIRE, REQUIRE_TABLE);
    List<String> members = require.find(GROUP).orElse(List.of());
    if (!members.isEmpty() && !auth.has(GROUPS)) {
      auth.context()
          .report()
          .add(
              require.spotOf(GROUP),
              " asks for a group, but nothing tells a user's groups; add \"groups: "
                  + (isJava ? "CLASS::METHOD" : "MODULE:FUNCTION")
                  + "\"");
    }
    AuthRule.Require required = new AuthRule.Require(require.find(USER).orElse(List.of()), members);
    String realm = auth.get(REALM, AuthRule.REALM);
    return check.map(found -> new AuthRule(realm, found, groups, required));
  }
}
