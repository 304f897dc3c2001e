package dev.insula.host.launch;

import dev.insula.config.Site;
import java.util.LinkedHashMap;
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
    Map<String, String> before = site.properties();
    var properties = new LinkedHashMap<String, String>();
    // The front has waited for the requests already; this is for what it does not know of.
    properties.put("server.shutdown", "graceful");
    before.forEach((name, value) -> properties.put(name, filled(value, port)));
    properties.put("server.port", Integer.toString(port));
    properties.put("server.address", "127.0.0.1");
    var env = new LinkedHashMap<String, String>();
    site.env().forEach((name, value) -> env.put(name, filled(value, port)));
    boolean isTold = env.containsKey(PROFILES) || before.containsKey(PROFILES_PROPERTY);
    if (!isTold) {
      site.settings().ifPresent(profile -> env.put(PROFILES, profile));
    }
    return site.toBuilder().properties(properties).env(env).build();
  }

  private static String filled(String value, int port) {
    return value.replace(PORT, Integer.toString(port));
  }
}
