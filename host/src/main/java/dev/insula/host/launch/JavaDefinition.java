package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.ApplicationObject;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** From a declared Java site to what the site loader starts. */
final class JavaDefinition {
  private JavaDefinition() {}

  static SiteDefinition of(Order order, SiteFiles files) throws IOException {
    Site site = order.site();
    Map<String, String> environment = new LinkedHashMap<>(ChildEnvironment.of(site));
    environment.putAll(SecretFiles.of(site));
    Path temporary = files.temporary(site.name().text());
    return of(site, order.generation(), temporary, files.cache(), environment);
  }

  /** The same with these folders and this environment. */
  static SiteDefinition of(
      Site site, long generation, Path temporary, Path cache, Map<String, String> environment) {
    return new SiteDefinition(
        site.name().text(),
        generation,
        application(site.application()),
        site.path(),
        site.directory(),
        temporary,
        cache,
        site.settings(),
        environment,
        site.properties(),
        new SiteLimits(
            site.limits().body().bytes(),
            site.limits().concurrency(),
            site.limits().queue(),
            site.timeouts().start()));
  }

  private static ApplicationObject application(Application application) {
    return switch (application) {
      case Application.JavaObject java -> ApplicationObject.parse(java.toString());
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.War _,
          Application.Boot _,
          Application.Command _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          throw new IllegalArgumentException("not a Java application: " + application);
    };
  }
}
