package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Network;
import dev.insula.config.Site;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sites of one user in one JVM, as the spawner starts them. Each has a plan; what these say of the
 * process is the same, so that it moves as a whole when that changes, and only then.
 *
 * @param members all of them
 */
public record SpawnedGroup(String name, List<Site> members) {
  private static final Path TEMPORARY = Path.of("/tmp");
  private static final String MEMBER = "group.member=${site}.${generation}\n";

  /** One start of each site at a time may have another beside it that drains. */
  private static final int GENERATIONS = 2;

  public SpawnedGroup {
    members = List.copyOf(members);
  }

  /** The name of the file of what a site prints; a dot is in no site's name. */
  public static String logName(Site site) {
    return of(site) + ".log";
  }

  /** What stands for the site where users and logs are given out: itself, or its group. */
  public static String of(Site site) {
    return site.processGroup().map("group."::concat).orElse(site.name().text());
  }

  /**
   * The plan of a member.
   *
   * @throws IOException a sentence, if the site cannot be run by the spawner
   */
  Plan plan(Site site, User user, Path log) throws IOException {
    if (site.application() instanceof Application.Boot) {
      throw new IOException(
          "a Spring Boot jar that shares a process cannot be run by the spawner; remove"
              + " \"process\"");
    }
    if (!OldWars.of(site).isEmpty()) {
      throw new IOException(
          "the spawner does not migrate web applications that share a process; remove \"process\","
              + " or migrate the file once, by Tomcat's migration tool, and remove \"migrate\"");
    }
    Plan.Input own = SpawnPlans.javaInput(site, TEMPORARY.resolve(site.name().text()));
    return new Plan(
        site.name().text(),
        user,
        SpawnedJvm.program(site, GroupLauncher.MAIN).stream().map(SpawnPlans::literal).toList(),
        SpawnPlans.literal(ChildEnvironment.base()),
        TEMPORARY,
        new Plan.Input(own.format(), "group.order=start\n" + MEMBER + own.text()),
        log,
        limits(site),
        room(site),
        site.secrets(),
        Optional.of(new Plan.Shared(name, "group.order=stop\n" + MEMBER + "end\n")));
  }

  private Limits limits(Site site) throws IOException {
    Limits ofOne = SpawnPlans.limits(site);
    long unpacked = 0;
    for (Site member : members) {
      unpacked += GENERATIONS * SiteRoom.unpacked(member);
    }
    return new Limits(
        ofOne.memory(),
        ofOne.cpu(),
        ofOne.tasks(),
        ofOne.files(),
        ofOne.fileSize(),
        Limits.DEFAULT.temporary() + unpacked);
  }

  /** They are one user, who may see what any of them sees. */
  private Room room(Site site) {
    Set<Path> readOnly = new LinkedHashSet<>();
    Set<Path> readWrite = new LinkedHashSet<>();
    for (Site member : members) {
      readOnly.addAll(SiteRoom.readOnly(member));
      readWrite.addAll(SiteRoom.readWrite(member));
    }
    return new Room(List.copyOf(readOnly), List.copyOf(readWrite), site.network() == Network.HOST);
  }
}
