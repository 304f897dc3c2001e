package dev.insula.site;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The servlet container of a site, for a web application or an application object that is a
 * servlet. It is started inside the site's own loader and listens by itself.
 *
 * @param library the folder of the container's jars, which are not on the host's class path
 * @param socket the Unix domain socket to listen on; no other start uses it
 * @param base a folder of this start's own for unpacked applications and working folders; made when
 *     needed
 * @param wars context path -> web application; the context path of the root is empty
 */
public record ServletContainer(Path library, Path socket, Path base, Map<String, Path> wars) {
  static final String CLASS = "dev.insula.war.WebServer";
  static final String TYPE = "jakarta.servlet.Servlet";

  private static final String LIBRARY = "container.library";
  private static final String SOCKET = "container.socket";
  private static final String BASE = "container.base";
  private static final String WAR = "container.war.";

  /** Copies the map. */
  public ServletContainer {
    wars = Map.copyOf(wars);
  }

  /** What the container is to serve, as its class in {@code library} reads it. */
  Map<String, String> plan(SiteDefinition site) {
    Map<String, String> plan = new TreeMap<>();
    plan.put("socket", socket.toString());
    plan.put("base", base.toString());
    plan.put("threads", Integer.toString(site.limits().threads()));
    plan.put("largest-body", Long.toString(site.limits().largestBody()));
    wars.forEach((path, war) -> plan.put("war." + path, war.toString()));
    plan.put("root", site.mounts().root());
    site.mounts()
        .others()
        .forEach((path, servlet) -> plan.put("mount." + path, servlet.toString()));
    if (wars.isEmpty()) {
      plan.put("servlet", site.application().toString());
      for (int i = 0; i < site.classPath().size(); i++) {
        plan.put("path." + i, site.classPath().get(i).toString());
      }
    }
    plan.put("site", site.name());
    plan.putAll(site.layers().middlewareEntries("filter."));
    if (!site.layers().askedElsewhere().isEmpty()) {
      plan.put("told-user", "yes");
    }
    return plan;
  }

  /** As entries of a {@link PlanText}. */
  Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>();
    entries.put(LIBRARY, library.toString());
    entries.put(SOCKET, socket.toString());
    entries.put(BASE, base.toString());
    wars.forEach((path, war) -> entries.put(WAR + path, war.toString()));
    return entries;
  }

  /** Whether the entries hold one. */
  static boolean isIn(Map<String, String> entries) {
    return entries.containsKey(LIBRARY);
  }

  /** The container that {@link #entries} was called on. */
  static ServletContainer of(Map<String, String> entries) {
    Map<String, Path> wars = new TreeMap<>();
    entries.forEach((key, value) -> {
      if (key.startsWith(WAR)) {
        wars.put(key.substring(WAR.length()), Path.of(value));
      }
    });
    return new ServletContainer(
        Path.of(entries.getOrDefault(LIBRARY, "")),
        Path.of(entries.getOrDefault(SOCKET, "")),
        Path.of(entries.getOrDefault(BASE, "")),
        wars);
  }
}
