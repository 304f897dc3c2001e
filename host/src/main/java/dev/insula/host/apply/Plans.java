package dev.insula.host.apply;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.launch.SpawnPlans;
import dev.insula.host.launch.SpawnedGroup;
import dev.insula.host.launch.SystemUser;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.PlanText;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the plans of a manifest's sites. All of them can be made, or none is changed. */
public final class Plans {
  private final Layout layout;
  private final SystemUser front;
  private final SiteNumbers numbers;
  private final Map<SiteName, String> owners;
  private final List<String> problems = new ArrayList<>();

  private Plans(
      Layout layout, SystemUser front, SiteNumbers numbers, Map<SiteName, String> owners) {
    this.owners = owners;
    this.layout = layout;
    this.front = front;
    this.numbers = numbers;
  }

  /**
   * Writes a plan for each site that runs in a process of its own, and removes those of other
   * sites.
   *
   * @param front who the front is, which no site may be
   * @return the names of the sites that have a plan now
   * @throws IOException one sentence a line, if a site cannot be run by the spawner or a folder is
   *     not root's
   */
  public static List<String> write(Manifest manifest, Layout layout, SystemUser front)
      throws IOException {
    RootFiles.prepare(layout.plans(), "rwx------");
    RootFiles.prepare(layout.logs(), "rwxr-xr-x");
    RootFiles.prepare(layout.caches(), "rwxr-xr-x");
    SiteNumbers numbers = SiteNumbers.in(layout.plans().resolve("users"));
    return new Plans(layout, front, numbers, manifest.delegated().owners()).write(manifest);
  }

  /** The same plans, written nowhere. */
  static List<Plan> of(Manifest manifest, Layout layout, SystemUser front) throws IOException {
    RootFiles.prepare(layout.plans(), "rwx------");
    SiteNumbers numbers = SiteNumbers.in(layout.plans().resolve("users"));
    return new Plans(layout, front, numbers, manifest.delegated().owners()).all(manifest);
  }

  private List<Plan> all(Manifest manifest) throws IOException {
    List<Plan> plans = new ArrayList<>();
    for (Site site : manifest.sites().values()) {
      if (isSpawned(site)) {
        plan(site, manifest).ifPresent(plans::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new IOException(String.join("\n", problems));
    }
    numbers.save();
    return plans;
  }

  private List<String> write(Manifest manifest) throws IOException {
    List<Plan> plans = all(manifest);
    for (Plan plan : plans) {
      RootFiles.write(file(plan.site()), PlanText.write(plan));
      Path cache = cache(SpawnedGroup.of(plan), plan.user());
      if (plan.room().readWrite().contains(cache)) {
        RootFiles.give(cache, plan.user());
      }
    }
    List<String> names = plans.stream().map(Plan::site).toList();
    removeOthers(names);
    return names;
  }

  private static boolean isSpawned(Site site) {
    return site.isolation() == Isolation.PROCESS
        && site.application().kind() != Application.Kind.FRONT;
  }

  private Optional<Plan> plan(Site site, Manifest manifest) {
    try {
      Path log = layout.logs().resolve(SpawnedGroup.logName(site));
      Optional<SpawnedGroup> group = site.processGroup().map(it -> group(it, manifest));
      User user = user(site);
      Path cache = cache(SpawnedGroup.of(site), user);
      return Optional.of(
          group.isPresent()
              ? SpawnPlans.of(site, group.get(), user, log, cache)
              : SpawnPlans.of(site, user, log, cache));
    } catch (IOException | IllegalArgumentException e) {
      String problem = "sites." + site.name() + ": " + e.getMessage();
      if (owners.containsKey(site.name())) {
        // A tenant's mistake keeps nobody else from a plan.
        System.err.println("insula: " + problem + "; it has no plan");
      } else {
        problems.add(problem);
      }
      return Optional.empty();
    }
  }

  private static SpawnedGroup group(String name, Manifest manifest) {
    return new SpawnedGroup(
        name,
        manifest.sites().values().stream()
            .filter(site -> site.processGroup().equals(Optional.of(name)))
            .filter(Plans::isSpawned)
            .toList());
  }

  private User user(Site site) throws IOException {
    if (site.user().isEmpty()) {
      int number = numbers.of(SpawnedGroup.of(site));
      return new User(number, number, List.of());
    }
    String name = site.user().get();
    SystemUser user =
        SystemUser.find(name)
            .orElseThrow(() ->
                new IOException(
                    "there is no user %s. Type: useradd --system --no-create-home %1$s"
                        .formatted(name)));
    if (user.uid() == 0 || user.uid() == front.uid() || user.groups().contains(front.gid())) {
      throw new IOException(
          "user %s is root, the front itself, or in the front's group; take another one"
              .formatted(name));
    }
    Set<Integer> groups = new HashSet<>(user.groups());
    groups.remove(user.gid());
    groups.remove(0);
    return new User(user.uid(), user.gid(), groups.stream().sorted().toList());
  }

  private Path file(String site) {
    return layout.plans().resolve(site + ".plan");
  }

  /** Another user's is another folder: what the one has left there is not run as the other. */
  private Path cache(String owner, User user) {
    return layout.caches().resolve(owner + "." + user.uid());
  }

  private void removeOthers(List<String> names) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.plans(), "*.plan")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!names.contains(name.substring(0, name.length() - ".plan".length()))) {
          Files.delete(file);
        }
      }
    }
  }
}
