package dev.insula.spawner;

import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Plans of sites that share the process "both". */
final class SharedSite {
  static final String FAREWELL = "stop ${site}.${generation}\n";

  private SharedSite() {}

  /**
   * Declares a site whose process runs this Python text, and reads "start NAME" and the farewell.
   */
  static void declare(World world, String site, String python, Limits limits, String farewell)
      throws IOException {
    Plan plan = world.declare(site, World.ALPHA, python, limits);
    Path home = world.folder("home", World.ALPHA);
    world.write(
        new Plan(
            site,
            plan.user(),
            plan.command(),
            plan.environment(),
            home,
            new Plan.Input(Plan.Format.TEXT, "start ${site}.${generation}\n"),
            log(world),
            plan.limits(),
            new Room(List.of(), List.of(home), false),
            plan.secrets(),
            Optional.of(new Plan.Shared("both", farewell))));
  }

  /** What the process prints on standard error. */
  static Path log(World world) {
    return world.home.resolve("log/shared.log");
  }
}
