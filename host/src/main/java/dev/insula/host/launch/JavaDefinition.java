package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.ApplicationObject;
import dev.insula.site.BootManifest;
import dev.insula.site.Mounts;
import dev.insula.site.ServletContainer;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteLimits;
import dev.insula.site.state.SharedWriteRule;
import dev.insula.site.state.SharedWriteRule.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** From a declared Java site to what the site loader starts. */
final class JavaDefinition {
  /** Stands for the web applications, which have no class of their own. */
  private static final ApplicationObject WEB_SERVER =
      ApplicationObject.parse("dev.insula.war.WebServer");

  /** In place of one that is only known where it is used. */
  private static final Path ANY_SOCKET = Path.of("/socket");

  private JavaDefinition() {}

  static SiteDefinition of(Order order, SiteFiles files) throws IOException {
    Site site = order.site();
    String name = site.name().text();
    Map<String, String> environment = new LinkedHashMap<>(ChildEnvironment.of(site));
    environment.putAll(SecretFiles.of(site));
    Path temporary = files.temporary(name);
    SiteDefinition definition = of(site, order.generation(), temporary, files.cache(), environment);
    // A Boot jar brings a server of its own.
    return site.application() instanceof Application.Boot
        ? definition
        : definition.with(servlets(order, files));
  }

  private static ServletContainer servlets(Order order, SiteFiles files) {
    Site site = order.site();
    String name = site.name().text();
    return new ServletContainer(
        Installation.containerFolder(),
        files.socket(name, order.generation(), order.attempt()),
        files.web(name, order.generation(), order.attempt()),
        wars(site));
  }

  /**
   * As it is started in a room of the spawner's, where everything that is written lies below one
   * folder of its own.
   *
   * @param socket stands for what the spawner puts in its place
   * @throws IOException never, as a Boot jar is opened by the site's own process alone
   */
  static SiteDefinition inRoom(Site site, Path temporary, Path socket) throws IOException {
    Map<String, String> environment = ChildEnvironment.of(site);
    Path cache = temporary.resolve("insula");
    if (site.application() instanceof Application.Boot) {
      return of(site, BootManifest.UNREAD, 1, temporary, cache, environment);
    }
    var servlets =
        new ServletContainer(
            Installation.containerFolder(), socket, temporary.resolve("web"), wars(site));
    return of(site, 1, temporary, cache, environment).with(servlets);
  }

  /**
   * Without servlets, and with these folders and this environment.
   *
   * @throws IOException a sentence, if a Boot jar is none
   */
  static SiteDefinition of(
      Site site, long generation, Path temporary, Path cache, Map<String, String> environment)
      throws IOException {
    ApplicationObject application = application(site.application());
    return of(site, application, generation, temporary, cache, environment);
  }

  private static SiteDefinition of(
      Site site,
      ApplicationObject application,
      long generation,
      Path temporary,
      Path cache,
      Map<String, String> environment) {
    SiteDefinition definition =
        new SiteDefinition(
            site.name().text(),
            generation,
            application,
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
    return definition.with(rule(site)).with(mounts(site)).with(JavaLayers.of(site));
  }

  private static Mounts mounts(Site site) {
    Map<String, ApplicationObject> others = new LinkedHashMap<>();
    site.mountedJava().forEach((path, java) -> others.put(site.prefix() + path, object(java)));
    return new Mounts(site.prefix(), others);
  }

  private static ApplicationObject object(Application.JavaObject java) {
    return ApplicationObject.parse(java.toString());
  }

  /**
   * The Java applications that are mounted in a WSGI site, as one site of the same name and
   * settings: the first is its own application object.
   *
   * @param web where a servlet container may write
   * @throws IOException never, as none of them is a Boot jar
   */
  static SiteDefinition mountedIn(Site site, Path temporary, Path cache, Path web)
      throws IOException {
    SequencedMap<String, Application.JavaObject> all = site.mountedJava();
    Application.JavaObject first = all.firstEntry().getValue();
    List<Path> path =
        all.values().stream().flatMap(java -> java.path().stream()).distinct().toList();
    Mounts mounts = mounts(site);
    Map<String, ApplicationObject> others = new LinkedHashMap<>(mounts.others());
    String root = site.prefix() + all.firstEntry().getKey();
    others.remove(root);
    // What is around the Python application is Python, and has been asked before.
    Site alone =
        site.toBuilder()
            .application(first)
            .path(path)
            .middleware(List.of())
            .auth(new LinkedHashMap<>())
            .build();
    return of(alone, 1, temporary, cache, ChildEnvironment.of(site))
        .with(new Mounts(root, others))
        .with(JavaLayers.askedElsewhere(site))
        .with(new ServletContainer(Installation.containerFolder(), ANY_SOCKET, web, Map.of()));
  }

  /** A site that is alone in its JVM shares nothing, whatever it writes. */
  private static SharedWriteRule rule(Site site) {
    boolean isAlone = site.isolation() == Isolation.PROCESS && site.processGroup().isEmpty();
    String saidAt =
        "sites.%s.process-wide is \"%s\"%s"
            .formatted(
                site.name(),
                site.processWide(),
                site.processWide().written().map(place -> " (" + place + ")").orElse(""));
    return new SharedWriteRule(
        switch (site.processWide().mode()) {
          case ISOLATE -> isAlone ? Answer.IGNORE : Answer.RECORD;
          case WARN -> Answer.WARN;
          case DENY -> Answer.DENY;
        },
        saidAt);
  }

  private static List<Path> path(Site site) {
    return switch (site.application()) {
      case Application.War(Path file, boolean _) -> List.of(file);
      case Application.Boot(Path jar) -> List.of(jar);
      case Application.JavaObject _,
          Application.Wsgi _,
          Application.WsgiDjango _,
          Application.Command _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          site.path();
    };
  }

  /** By context path; a site's own application object is at its prefix. */
  static Map<String, Path> wars(Site site) {
    Map<String, Path> wars = new LinkedHashMap<>();
    if (site.application() instanceof Application.War(Path file, boolean _)) {
      wars.put(site.prefix(), file);
      site.mounts()
          .forEach((path, mount) -> {
            if (mount instanceof Application.War(Path mounted, boolean _)) {
              wars.put(site.prefix() + path, mounted);
            }
          });
    }
    return wars;
  }

  private static ApplicationObject application(Application application) throws IOException {
    return switch (application) {
      case Application.JavaObject java -> object(java);
      case Application.War _ -> WEB_SERVER;
      case Application.Boot(Path jar) -> BootManifest.main(jar);
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.Command _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          throw new IllegalArgumentException("not a Java application: " + application);
    };
  }
}
