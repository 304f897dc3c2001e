package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.ApplicationObject;
import dev.insula.site.ServletContainer;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a declared Java site to what the site loader starts. */
final class JavaDefinition {
  /** Stands for the web applications, which have no class of their own. */
  private static final ApplicationObject WEB_SERVER =
      ApplicationObject.parse("dev.insula.war.WebServer");

  private JavaDefinition() {}

  static SiteDefinition of(Order order, SiteFiles files) throws IOException {
    Site site = order.site();
    String name = site.name().text();
    var servlets =
        new ServletContainer(
            Installation.containerFolder(),
            files.socket(name, order.generation(), order.attempt()),
            files.web(name, order.generation(), order.attempt()),
            wars(site));
    Map<String, String> environment = new LinkedHashMap<>(ChildEnvironment.of(site));
    environment.putAll(SecretFiles.of(site));
    Path temporary = files.temporary(name);
    return of(site, order.generation(), temporary, files.cache(), environment).with(servlets);
  }

  /**
   * As it is started in a room of the spawner's, where everything that is written lies below one
   * folder of its own.
   *
   * @param socket stands for what the spawner puts in its place
   */
  static SiteDefinition inRoom(Site site, Path temporary, Path socket) {
    var servlets =
        new ServletContainer(
            Installation.containerFolder(), socket, temporary.resolve("web"), wars(site));
    Path cache = temporary.resolve("insula");
    return of(site, 1, temporary, cache, ChildEnvironment.of(site)).with(servlets);
  }

  /** Without servlets, and with these folders and this environment. */
  static SiteDefinition of(
      Site site, long generation, Path temporary, Path cache, Map<String, String> environment) {
    return new SiteDefinition(
        site.name().text(),
        generation,
        application(site.application()),
        path(site),
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

  private static List<Path> path(Site site) {
    return site.application() instanceof Application.War(Path file, boolean _)
        ? List.of(file)
        : site.path();
  }

  /** By context path; a site's own application object is at the root. */
  static Map<String, Path> wars(Site site) {
    Map<String, Path> wars = new LinkedHashMap<>();
    if (site.application() instanceof Application.War(Path file, boolean _)) {
      wars.put("", file);
      site.mounts()
          .forEach((path, mount) -> {
            if (mount instanceof Application.War(Path mounted, boolean _)) {
              wars.put(path, mounted);
            }
          });
    }
    return wars;
  }

  private static ApplicationObject application(Application application) {
    return switch (application) {
      case Application.JavaObject java -> ApplicationObject.parse(java.toString());
      case Application.War _ -> WEB_SERVER;
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.Boot _,
          Application.Command _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          throw new IllegalArgumentException("not a Java application: " + application);
    };
  }
}
