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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans of probes: each in a site's place, with its user, its room and its limits. */
public final class ProbePlans {
  /** Parts of the one program, in this order: the last one runs, the others are used by it. */
  private static final List<String> PARTS = List.of("probe_jvm.py", "probe_users.py", "probe.py");

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
    Set<String> java =
        manifest.sites().values().stream()
            .filter(ProbedJvm::isOf)
            .map(site -> site.name().text())
            .collect(Collectors.toUnmodifiableSet());
    List<Plan> plans = of(Plans.of(manifest, real, front), java, probes.logs());
    for (Plan plan : plans) {
      RootFiles.write(probes.plans().resolve(plan.site() + ".plan"), PlanText.write(plan));
    }
    return plans;
  }

  /**
   * None for a member of a group: what shares a process is tried inside one JVM.
   *
   * @param java the sites whose probes start a JVM
   */
  static List<Plan> of(List<Plan> sites, Set<String> java, Path logs) throws IOException {
    String program = program();
    Map<String, String> jvm = ProbedJvm.order();
    List<Plan> probes = new ArrayList<>();
    for (Plan site : sites) {
      if (site.shared().isEmpty()) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("site", site.site());
        order.put("files", files(site, sites));
        if (java.contains(site.site())) {
          order.put("jvm", jvm);
        }
        probes.add(probe(site, order, program, logs));
      }
    }
    return probes;
  }

  private static Plan probe(Plan site, Map<String, Object> order, String program, Path logs) {
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
    var program = new StringBuilder();
    for (String part : PARTS) {
      try (InputStream in = ProbePlans.class.getResourceAsStream(part)) {
        if (in == null) {
          throw new IOException("the probe is missing from this installation: " + part);
        }
        program.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append("\n\n");
      }
    }
    return program.toString();
  }
}
