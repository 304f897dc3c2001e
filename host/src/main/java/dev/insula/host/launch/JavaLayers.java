package dev.insula.host.launch;

import dev.insula.config.AuthRule;
import dev.insula.config.Site;
import dev.insula.site.SiteLayers;
import dev.insula.site.auth.Rule;
import dev.insula.site.serve.Middleware;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a declared Java site has around its application object, as the site loader takes it. */
final class JavaLayers {
  private JavaLayers() {}

  static SiteLayers of(Site site) {
    List<Middleware> middleware = site.middleware().stream().map(JavaLayers::wrapper).toList();
    return new SiteLayers(middleware, rules(site));
  }

  /** For what is mounted in a site of another language, whose process is asked by the front. */
  static SiteLayers askedElsewhere(Site site) {
    return SiteLayers.NONE.withAskedElsewhere(rules(site));
  }

  private static List<Rule> rules(Site site) {
    List<Rule> rules = new ArrayList<>();
    site.auth().forEach((path, rule) -> rules.add(rule(site.prefix() + path, rule)));
    return rules;
  }

  private static Middleware wrapper(dev.insula.config.Middleware declared) {
    return switch (declared) {
      case dev.insula.config.Middleware.JavaObject(var code, var arguments) ->
          new Middleware(code.toString(), arguments);
      case dev.insula.config.Middleware.Wsgi wsgi ->
          throw new IllegalArgumentException("not a middleware for Java: " + wsgi);
    };
  }

  private static Rule rule(String path, AuthRule declared) {
    return new Rule(
        path,
        declared.realm(),
        declared.check().toString(),
        declared.groups().map(Object::toString),
        Set.copyOf(declared.require().users()),
        Set.copyOf(declared.require().groups()));
  }
}
