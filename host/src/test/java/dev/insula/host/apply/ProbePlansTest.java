package dev.insula.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProbePlansTest {
  private static final Path LOGS = Path.of("/var/log/probes");

  private static Plan plan(String site, String directory, Optional<String> group) {
    return new Plan(
        site,
        new User(1000, 1000, List.of()),
        List.of("/bin/true"),
        Map.of(),
        Path.of(directory),
        new Plan.Input(Plan.Format.TEXT, ""),
        LOGS.resolve(site + ".log"),
        Limits.DEFAULT,
        new Room(List.of(), List.of(), false),
        Map.of("KEY", Path.of("/secrets", site)),
        group.map(name -> new Plan.Shared(name, "")));
  }

  /** What it is told to look for, and nothing else of a group's. */
  @Test
  void noProbeStandsInAGroupButItsSecretsAreLookedFor() throws IOException {
    List<Plan> probes =
        ProbePlans.of(
            List.of(
                plan("member", "/tmp", Optional.of("group")),
                plan("one", "/srv/one", Optional.empty()),
                plan("two", "/srv/two", Optional.empty())),
            Set.of("two"),
            LOGS);
    assertEquals(List.of("one", "two"), probes.stream().map(Plan::site).toList());
    String order = probes.getFirst().input().text();
    assertTrue(order.contains("/secrets/member") && order.contains("/srv/two"), order);
    assertFalse(order.contains("\"/tmp\""), order);
    assertFalse(order.contains("\"jvm\""), order);
    assertTrue(probes.getLast().input().text().contains("\"jvm\""));
  }
}
