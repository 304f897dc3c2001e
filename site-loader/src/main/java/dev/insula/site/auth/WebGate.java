package dev.insula.site.auth;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An authoriser in the JDK's types only, for a servlet container, which sees nothing of ours. Asked
 * with {@code path}, {@code decoded}, {@code address}, and perhaps {@code authorization}. Answers
 * nothing where no rule is about the path; else {@code status}, and perhaps {@code field} with
 * {@code value}, {@code text}, {@code user} and {@code group.0} and so on.
 */
public final class WebGate implements Function<Map<String, String>, Map<String, String>> {
  private final Authoriser authoriser;

  /** Decides by these rules. */
  public WebGate(Authoriser authoriser) {
    this.authoriser = authoriser;
  }

  @Override
  public Map<String, String> apply(Map<String, String> asked) {
    Guard guard =
        authoriser.guard(asked.getOrDefault("path", ""), asked.getOrDefault("decoded", ""));
    if (guard == null) {
      return Map.of();
    }
    return told(
        authoriser.verdict(guard, asked.get("authorization"), asked.getOrDefault("address", "")));
  }

  private static Map<String, String> told(Verdict verdict) {
    Map<String, String> told = new HashMap<>();
    told.put("status", Integer.toString(verdict.status()));
    told.put("text", verdict.text());
    Optional<Verdict.Field> field = verdict.field();
    field.ifPresent(it -> told.put("field", it.name()));
    field.ifPresent(it -> told.put("value", it.value()));
    verdict.user().ifPresent(user -> put(user, told));
    return told;
  }

  private static void put(SignedIn user, Map<String, String> told) {
    told.put("user", user.user());
    int count = 0;
    for (Iterator<String> groups = user.groups().iterator(); groups.hasNext(); count++) {
      told.put("group." + count, groups.next());
    }
  }
}
