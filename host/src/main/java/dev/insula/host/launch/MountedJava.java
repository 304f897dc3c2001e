package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.site.daemon.DaemonPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Java applications that are mounted in a WSGI site. They run in one JVM, which the site's own
 * process starts and ends, so that whatever holds for that process holds for it.
 */
final class MountedJava {
  /** In place of what the site's process fills in. */
  private static final Path ANY_SOCKET = Path.of("/socket");

  private MountedJava() {}

  /**
   * What the site's process is told about the JVM, as the part {@code java} of its plan; empty if
   * no Java application is mounted.
   *
   * @param web where a servlet container may write
   */
  static Optional<Map<String, Object>> plan(Site site, Path temporary, Path cache, Path web)
      throws IOException {
    if (site.mountedJava().isEmpty()) {
      return Optional.empty();
    }
    var definition = JavaDefinition.mountedIn(site, temporary, cache, web);
    var daemon =
        new DaemonPlan(definition, ANY_SOCKET, JavaDaemon.IO_THREADS, site.timeouts().drain());
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("program", JavaDaemon.program(site));
    plan.put("plan", daemon.entries());
    return Optional.of(plan);
  }
}
