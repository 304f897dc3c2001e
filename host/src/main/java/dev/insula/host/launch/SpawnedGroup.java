package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Network;
import dev.insula.config.Site;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final String PREFIX = "group.";
  private static final String START = "group.order=start\n";
  private static final String STOP = "group.order=stop\n";
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

  /** What stands for the site where users, logs and folders are given out: itself, or its group. */
  public static String of(Site site) {
    return site.processGroup().map(PREFIX::concat).orElse(site.name().text());
  }

  /** The same of a site whose plan this is. */
  public static String of(Plan plan) {
    return plan.shared().map(shared -> PREFIX + shared.process()).orElse(plan.site());
  }

  /**
   * The plan of a member.
   *
   * @param cache a folder of the group's user's own that stays
   * @throws IOException a sentence, if the site cannot be run by the spawner
   */
  Plan plan(Site site, User user, Path log, Path cache) throws IOException {
    var member = new SpawnedMember(site, temporary(site), cache);
    return new Plan(
        site.name().text(),
        user,
        SpawnedJvm.program(site, GroupLauncher.MAIN).stream().map(SpawnPlans::literal).toList(),
        SpawnPlans.literal(ChildEnvironment.base()),
        TEMPORARY,
        new Plan.Input(Plan.Format.PERCENT, START + MEMBER + member.input()),
        log,
        limits(site),
        room(site, cache),
        site.secrets(),
        Optional.of(new Plan.Shared(name, STOP + MEMBER + "end\n")));
  }

  private static Path temporary(Site site) {
    return TEMPORARY.resolve(site.name().text());
  }

  private Limits limits(Site site) throws IOException {
    Limits ofOne = SpawnPlans.limits(site);
    long unpacked = 0;
    for (Site member : members) {
      unpacked += GENERATIONS * (SiteRoom.unpacked(member) + inner(member));
    }
    return new Limits(
        ofOne.memory(),
        ofOne.cpu(),
        ofOne.tasks(),
        ofOne.files(),
        ofOne.fileSize(),
        Limits.DEFAULT.temporary() + unpacked);
  }

  /** Bytes of the jars in a Spring Boot jar, which are not compressed once more. */
  private static long inner(Site site) throws IOException {
    return site.application() instanceof Application.Boot(Path jar) ? Files.size(jar) : 0;
  }

  /** They are one user, who may see what any of them sees. */
  private Room room(Site site, Path cache) {
    Set<Path> readOnly = new LinkedHashSet<>();
    Set<Path> readWrite = new LinkedHashSet<>();
    for (Site member : members) {
      readOnly.addAll(SiteRoom.readOnly(member));
      readWrite.addAll(SiteRoom.readWrite(member));
    }
    boolean network = site.network() == Network.HOST;
    Room room = new Room(List.copyOf(readOnly), List.copyOf(readWrite), network);
    for (Site member : members) {
      room = SpawnedMigration.inGroup(member, cache, temporary(member)).room(room);
    }
    return room;
  }
}
