package dev.insula.host.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.apply.ProbePlans;
import dev.insula.host.apply.ProbedJvm;
import dev.insula.host.doctor.Probes.Try;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is between these probes, so each way must lead to the neighbour's canary. */
class LocalProbesTest {
  private static final List<String> SITES = List.of("left-5177", "left-5177-more", "no-java-5177");

  @TempDir private Path folder = Path.of("");

  private Found run(Map<String, Map<String, String>> jvms) throws IOException {
    Map<String, List<Path>> files = new HashMap<>();
    SITES.forEach(site -> files.put(site, List.of()));
    Path sockets = Files.createTempDirectory(folder, "s");
    return LocalProbes.run(ProbePlans.source(), files, jvms, List.of(), sockets);
  }

  private static Set<String> open(Found found, String what) {
    return found.tries().stream()
        .filter(Try::open)
        .filter(one -> one.kind().startsWith(what))
        .map(one -> one.from() + " of " + one.to() + one.kind().substring(what.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> expected(List<String> owners, List<String> ways) {
    Set<String> all = new TreeSet<>();
    for (String from : SITES) {
      for (String to : owners) {
        ways.stream().filter(_ -> !from.equals(to)).forEach(it -> all.add(from + " of " + to + it));
      }
    }
    return all;
  }

  @Test
  void sitesOfOneUserLearnEachOthersPropertiesAndUsers() throws IOException {
    List<String> java = SITES.subList(0, 2);
    Found found =
        run(Map.of(java.getFirst(), ProbedJvm.order(), java.getLast(), ProbedJvm.order()));
    assertEquals(List.of(), found.notes());
    assertEquals(
        expected(
            java, List.of(", argument file", ", attach", ", command line", ", performance data")),
        open(found, "system property"));
    assertEquals(
        expected(SITES, List.of(", password", ", said to the socket", ", user database")),
        open(found, "authentication"));
  }

  @Test
  void aJvmThatDoesNotRunIsTold() throws IOException {
    Map<String, String> order = new HashMap<>(ProbedJvm.order());
    order.put("java", "/no/java");
    Found found = run(Map.of("left-5177", order));
    assertEquals(
        List.of(
            "the canary \"system property\" of left-5177 could not be planted, so nobody has looked"
                + " for it"),
        found.notes());
    assertTrue(found.tries().stream().noneMatch(one -> one.kind().startsWith("system property")));
  }

  /** Else it would count as closed to all others. */
  @Test
  void aCanaryThatItsOwnSiteDoesNotFindIsTold() throws IOException {
    Map<String, List<Path>> files = Map.of("left-5177", List.of());
    String forgetful =
        ProbePlans.source().replace("file.write(\"%s:%s\\n\" % (user, password))", "pass");
    Found found = LocalProbes.run(forgetful, files, Map.of(), List.of(), folder);
    assertEquals(
        List.of(
            "the canary \"authentication, user database\" of left-5177 cannot be found by itself",
            "the canary \"authentication, password\" of left-5177 cannot be found by itself"),
        found.notes());
  }
}
