package dev.insula.site;

import dev.insula.site.auth.Rule;
import dev.insula.site.serve.Middleware;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is around a site's application object: from the outside its rules, then its middleware, the
 * first of which is the outermost.
 *
 * @param auth decided about by code of the site's
 * @param askedElsewhere rules of code that is in another process of the site's, which the front has
 *     asked before: who has signed in comes as a request's field. Empty: such a field is nobody's
 *     word
 */
public record SiteLayers(List<Middleware> middleware, List<Rule> auth, List<Rule> askedElsewhere) {
  /** Nothing. */
  public static final SiteLayers NONE = new SiteLayers(List.of(), List.of(), List.of());

  private static final String MIDDLEWARE = "site.middleware.";
  private static final String AUTH = "site.auth.";
  private static final String ASKED = "site.asked-elsewhere.";
  private static final String WITH = ".with.";

  /** Copies the lists. */
  public SiteLayers {
    middleware = List.copyOf(middleware);
    auth = List.copyOf(auth);
    askedElsewhere = List.copyOf(askedElsewhere);
  }

  /** What a site has around it that decides about everything itself. */
  public SiteLayers(List<Middleware> middleware, List<Rule> auth) {
    this(middleware, auth, List.of());
  }

  /** The same with rules that the front has asked about elsewhere. */
  public SiteLayers withAskedElsewhere(List<Rule> rules) {
    return new SiteLayers(middleware, auth, rules);
  }

  /** As entries of a {@link PlanText}. */
  Map<String, String> entries() {
    Map<String, String> entries = middlewareEntries(MIDDLEWARE);
    put(auth, AUTH, entries);
    put(askedElsewhere, ASKED, entries);
    return entries;
  }

  /** The middleware alone; the class of the first is what {@code 0} behind the prefix says. */
  Map<String, String> middlewareEntries(String prefix) {
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i < middleware.size(); i++) {
      String name = prefix + i;
      entries.put(name, middleware.get(i).code());
      middleware.get(i).arguments().forEach((key, value) -> entries.put(name + WITH + key, value));
    }
    return entries;
  }

  private static void put(List<Rule> rules, String prefix, Map<String, String> entries) {
    for (int i = 0; i < rules.size(); i++) {
      put(rules.get(i), prefix + i, entries);
    }
  }

  private static void put(Rule rule, String name, Map<String, String> entries) {
    entries.put(name + ".path", rule.path());
    entries.put(name + ".realm", rule.realm());
    entries.put(name + ".check", rule.check());
    rule.groups().ifPresent(groups -> entries.put(name + ".groups", groups));
    rule.users().forEach(user -> entries.put(name + ".user." + user, ""));
    rule.members().forEach(group -> entries.put(name + ".member." + group, ""));
  }

  /**
   * The layers that {@link #entries} was called on.
   *
   * @throws IllegalArgumentException with a sentence if something is missing
   */
  static SiteLayers of(Map<String, String> entries) {
    List<Middleware> middleware = new ArrayList<>();
    for (String name = MIDDLEWARE + 0;
        entries.containsKey(name);
        name = MIDDLEWARE + middleware.size()) {
      middleware.add(new Middleware(value(entries, name), below(entries, name + WITH)));
    }
    return new SiteLayers(middleware, rules(entries, AUTH), rules(entries, ASKED));
  }

  private static List<Rule> rules(Map<String, String> entries, String prefix) {
    List<Rule> rules = new ArrayList<>();
    for (String name = prefix + 0;
        entries.containsKey(name + ".path");
        name = prefix + rules.size()) {
      rules.add(rule(entries, name));
    }
    return rules;
  }

  private static Rule rule(Map<String, String> entries, String name) {
    return new Rule(
        value(entries, name + ".path"),
        value(entries, name + ".realm"),
        value(entries, name + ".check"),
        Optional.ofNullable(entries.get(name + ".groups")),
        names(entries, name + ".user."),
        names(entries, name + ".member."));
  }

  private static Set<String> names(Map<String, String> entries, String prefix) {
    return new TreeSet<>(below(entries, prefix).keySet());
  }

  private static Map<String, String> below(Map<String, String> entries, String prefix) {
    Map<String, String> found = new HashMap<>();
    entries.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        found.put(key.substring(prefix.length()), value);
      }
    });
    return found;
  }

  private static String value(Map<String, String> entries, String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException("The plan of the site has no " + key + ".");
    }
    return value;
  }
}
