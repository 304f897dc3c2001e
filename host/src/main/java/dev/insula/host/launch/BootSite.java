package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.site.SiteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A site with what Spring Boot is told by the names that it knows. */
final class BootSite {
  private static final String PROFILES = "SPRING_PROFILES_ACTIVE";
  private static final String PROFILES_PROPERTY = "spring.profiles.active";

  /** For what listens by another name than Spring Boot's own. */
  private static final String PORT = "${port}";

  private BootSite() {}

  /** The site as it is started at this port of 127.0.0.1. */
  static Site at(Site site, int port) {
    return at(site, Integer.toString(port));
  }

  /** The site before it is known at which port; {@code ${port}} stands for it. */
  static Site atAnyPort(Site site) {
    return at(site, PORT);
  }

  private static Site at(Site site, String port) {
    Map<String, String> before = site.properties();
    var properties = new LinkedHashMap<String, String>();
    // The front has waited for the requests already; this is for what it does not know of.
    properties.put("server.shutdown", "graceful");
    before.forEach((name, value) -> properties.put(name, filled(value, port)));
    properties.put("server.port", port);
    properties.put("server.address", "127.0.0.1");
    var env = new LinkedHashMap<String, String>();
    site.env().forEach((name, value) -> env.put(name, filled(value, port)));
    boolean isTold = env.containsKey(PROFILES) || before.containsKey(PROFILES_PROPERTY);
    if (!isTold) {
      site.settings().ifPresent(profile -> env.put(PROFILES, profile));
    }
    return site.toBuilder().properties(properties).env(env).build();
  }

  private static String filled(String value, String port) {
    return value.replace(PORT, port);
  }

  /**
   * What the java command is to read from a file in order to start it, one argument a line; every
   * local user could read the arguments themselves.
   */
  static List<String> arguments(Site site, Path jar, Path temporary, List<String> jvm) {
    List<String> arguments = new ArrayList<>(jvm);
    arguments.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData"));
    arguments.add("-Djava.io.tmpdir=" + temporary);
    site.settings()
        .ifPresent(it -> arguments.add("-D" + SiteDefinition.SETTINGS_PROPERTY + "=" + it));
    site.properties().forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    arguments.addAll(site.jvm());
    arguments.addAll(List.of("-jar", jar.toString()));
    return arguments.stream().map(BootSite::quoted).toList();
  }

  /** As the java command reads argument files: quotes keep blanks, a backslash escapes. */
  private static String quoted(String argument) {
    return '"'
        + argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
        + '"';
  }
}
