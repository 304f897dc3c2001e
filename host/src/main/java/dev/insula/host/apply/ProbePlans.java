package dev.insula.host.apply;

import dev.insula.config.Manifest;
import dev.insula.host.json.JsonText;
import dev.insula.host.launch.SystemUser;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.PlanText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plans of probes: each in a site's place, with its user, its room and its limits. */
public final class ProbePlans {
  private ProbePlans() {}

  /**
   * Writes them.
   *
   * @param real where the sites' own plans are, whose users the probes are
   * @param probes where those of the probes go
   * @return the plans of the probes
   */
  public static List<Plan> write(Manifest manifest, Layout real, Layout probes, SystemUser front)
      throws IOException {
    RootFiles.prepare(probes.plans(), "rwx------");
    RootFiles.prepare(probes.logs(), "rwxr-xr-x");
    List<Plan> plans = of(Plans.of(manifest, real, front), probes.logs());
    for (Plan plan : plans) {
      RootFiles.write(probes.plans().resolve(plan.site() + ".plan"), PlanText.write(plan));
    }
    return plans;
  }

  /** None for a member of a group: what shares a process is tried inside one JVM. */
  static List<Plan> of(List<Plan> sites, Path logs) throws IOException {
    String program = program();
    return sites.stream()
        .filter(site -> site.shared().isEmpty())
        .map(site -> probe(site, sites, program, logs))
        .toList();
  }

  private static Plan probe(Plan site, List<Plan> all, String program, Path logs) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("site", site.site());
    order.put("files", files(site, all));
    String rest = JsonText.of(order).replace("${", "$${").substring(1);
    return new Plan(
        site.site(),
        site.user(),
        List.of("/usr/bin/python3", "-uc", program),
        Map.of("PATH", "/usr/bin:/bin", "INSULA_CANARY", site.site()),
        site.directory(),
        new Plan.Input(Plan.Format.JSON, "{\"socket\":\"${socket}\"," + rest + "\n"),
        logs.resolve(site.site() + ".log"),
        site.limits(),
        site.room(),
        Map.of());
  }

  /** What belongs to other sites and is not shown to this one because the manifest says so. */
  private static Map<String, List<Path>> files(Plan site, List<Plan> all) {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (Plan other : all) {
      if (!other.site().equals(site.site())) {
        files.put(
            other.site(),
            Stream.concat(other.secrets().values().stream(), folder(other))
                .filter(path -> !isShown(site, path))
                .toList());
      }
    }
    return files;
  }

  /** A group works in /tmp, of which every process has one of its own. */
  private static Stream<Path> folder(Plan site) {
    return site.shared().isPresent() ? Stream.empty() : Stream.of(site.directory());
  }

  private static boolean isShown(Plan site, Path path) {
    return Stream.concat(site.room().readOnly().stream(), site.room().readWrite().stream())
        .anyMatch(shown -> path.startsWith(shown) || shown.startsWith(path));
  }

  private static String program() throws IOException {
    return source().replace("${", "$${");
  }

  /**
   * What a probe of a daemon process runs, for Python.
   *
   * @throws IOException a sentence, if it is missing
   */
  public static String source() throws IOException {
    try (InputStream in = ProbePlans.class.getResourceAsStream("probe.py")) {
      if (in == null) {
        throw new IOException("the probe is missing from this installation");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
