package dev.insula.war;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a web server is to serve, and where.
 *
 * @param socket the Unix domain socket to listen on; its folder exists
 * @param base a folder of this start's own: unpacked applications, compiled pages, working folders
 * @param threads how many requests are answered at a time
 * @param largestBody the largest form that is parsed, in bytes
 * @param wars context path -> web archive or unpacked folder; the context path of the root is ""
 * @param root the context path of the site's own application object; everything's is ""
 * @param servlet a servlet's class, or {@code CLASS::METHOD}, to be served at {@code root} in place
 *     of a web application
 * @param path class folders and jars of {@code servlet}
 * @param mounts context path -> a servlet whose classes are those of the application at {@code
 *     root}
 * @param site the site's name, for messages
 * @param filters what is around the application object, the first is the outermost
 * @param toldUser whether the front tells who has signed in, see {@link ToldUserValve}
 */
record WebServerPlan(
    Path socket,
    Path base,
    int threads,
    long largestBody,
    Map<String, Path> wars,
    String root,
    Optional<String> servlet,
    List<Path> path,
    Map<String, String> mounts,
    String site,
    List<PlannedFilter> filters,
    boolean toldUser) {
  private static final String WAR = "war.";
  private static final String PATH = "path.";
  private static final String MOUNT = "mount.";

  WebServerPlan {
    wars = Map.copyOf(wars);
    path = List.copyOf(path);
    mounts = Collections.unmodifiableMap(new TreeMap<>(mounts));
    filters = List.copyOf(filters);
  }

  /** Reads what {@code dev.insula.site.ServletContainer} writes. */
  static WebServerPlan of(Map<String, String> entries) {
    Map<String, Path> wars = new TreeMap<>();
    Map<String, String> mounts = new TreeMap<>();
    entries.forEach((key, value) -> {
      if (key.startsWith(WAR)) {
        wars.put(key.substring(WAR.length()), Path.of(value));
      } else if (key.startsWith(MOUNT)) {
        mounts.put(key.substring(MOUNT.length()), value);
      }
    });
    List<Path> path = new ArrayList<>();
    for (String next = entries.get(PATH + 0);
        next != null;
        next = entries.get(PATH + path.size())) {
      path.add(Path.of(next));
    }
    return new WebServerPlan(
        Path.of(value(entries, "socket")),
        Path.of(value(entries, "base")),
        Integer.parseInt(value(entries, "threads")),
        Long.parseLong(value(entries, "largest-body")),
        wars,
        value(entries, "root"),
        Optional.ofNullable(entries.get("servlet")),
        path,
        mounts,
        value(entries, "site"),
        PlannedFilter.of(entries),
        entries.containsKey("told-user"));
  }

  private static String value(Map<String, String> entries, String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException("The plan of the web server has no " + key + ".");
    }
    return value;
  }
}
