package dev.insula.host.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.doctor.Probes.Try;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes in loaders of their own find their own canaries, and of the others what is not apart. */
class JvmProbesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void sitesInOneJvmSeeOfEachOtherWhatAJvmHasOnce() throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Found found = JvmProbes.run(List.of("a", "b", "c"), folder);
    Set<String> open =
        found.tries().stream().filter(Try::open).map(Try::kind).collect(Collectors.toSet());
    assertEquals(Set.of("security provider", "thread"), open);
    assertEquals(List.of(), found.notes());
    Map<String, Long> pairs =
        found.tries().stream()
            .collect(Collectors.groupingBy(it -> it.from() + it.to(), Collectors.counting()));
    assertEquals(Set.of("ab", "ac", "ba", "bc", "ca", "cb"), pairs.keySet());
    assertEquals(1, new HashSet<>(pairs.values()).size(), pairs::toString);
    assertTrue(pairs.getOrDefault("ab", 0L) > 15, pairs::toString);
    assertEquals(locale, Locale.getDefault());
    assertEquals(zone, TimeZone.getDefault());
  }

  /** Else it would count as closed to all others. */
  @Test
  void aCanaryThatCouldNotBePlantedIsTold() throws Exception {
    String site = "s".repeat(250); // No name of a file has room for the mark before it.
    Found found = JvmProbes.run(List.of(site, "b"), folder);
    assertTrue(
        found.notes().stream()
            .anyMatch(note ->
                note.startsWith("the canary \"working directory\" of " + site + " could not")),
        found.notes()::toString);
  }

  /** The probes would see it: planted and looked for by one and the same set of state. */
  @Test
  void aCanaryThatIsThereIsFound() throws Exception {
    Map<String, SiteProbe.Canary> kinds = Canaries.all(new ArrayList<>());
    SiteProbe.Canary property = kinds.getOrDefault("system property", NEVER);
    try {
      assertEquals(false, property.isThere("insula-canary-test"));
      property.plant("insula-canary-test");
      assertEquals(true, property.isThere("insula-canary-test"));
    } finally {
      System.clearProperty("insula-canary-test");
    }
  }

  private static final SiteProbe.Canary NEVER =
      new SiteProbe.Canary() {
        @Override
        public void plant(String mark) {}

        @Override
        public boolean isThere(String mark) {
          return false;
        }
      };
}
