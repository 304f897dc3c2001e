package dev.insula.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What has to happen so that a host which runs one manifest runs another one. Names stand in the
 * order of the wanted manifest, removed ones in that of the running one.
 *
 * @param replaced sites that need a new generation
 * @param rerouted sites of which only changed what the front does: new routes are enough
 * @param listen whether other addresses are to be listened on
 * @param state whether the folder for logs, sockets and caches changed
 * @param control whether the control socket moved
 * @param trustedProxies whether other clients are to be believed
 */
public record Changes(
    List<SiteName> added,
    List<SiteName> replaced,
    List<SiteName> rerouted,
    List<SiteName> removed,
    List<SiteName> unchanged,
    boolean listen,
    boolean state,
    boolean control,
    boolean trustedProxies) {
  public Changes {
    added = List.copyOf(added);
    replaced = List.copyOf(replaced);
    rerouted = List.copyOf(rerouted);
    removed = List.copyOf(removed);
    unchanged = List.copyOf(unchanged);
  }

  public static Changes between(Manifest running, Manifest wanted) {
    Sorted sites = new Sorted(running, wanted);
    return new Changes(
        sites.added,
        sites.replaced,
        sites.rerouted,
        running.sites().keySet().stream().filter(name -> wanted.site(name).isEmpty()).toList(),
        sites.unchanged,
        !running.listen().equals(wanted.listen()),
        !running.state().equals(wanted.state()),
        !running.control().equals(wanted.control()),
        !running.trustedProxies().equals(wanted.trustedProxies()));
  }

  /** The same, but that unchanged and rerouted sites of which this is true are replaced as well. */
  public Changes withReplaced(Predicate<SiteName> also) {
    List<SiteName> more =
        Stream.of(unchanged, rerouted).flatMap(List::stream).filter(also).toList();
    return new Changes(
        added,
        Stream.of(replaced, more).flatMap(List::stream).toList(),
        without(rerouted, more),
        removed,
        without(unchanged, more),
        listen,
        state,
        control,
        trustedProxies);
  }

  private static List<SiteName> without(List<SiteName> names, List<SiteName> gone) {
    Set<SiteName> without = Set.copyOf(gone);
    return names.stream().filter(name -> !without.contains(name)).toList();
  }

  /** Whether nothing has to happen at all. */
  public boolean isEmpty() {
    return added.isEmpty()
        && replaced.isEmpty()
        && rerouted.isEmpty()
        && removed.isEmpty()
        && !changesHost();
  }

  /** Whether something beyond the sites changed. */
  public boolean changesHost() {
    return listen || state || control || trustedProxies;
  }

  private static final class Sorted {
    private final List<SiteName> added = new ArrayList<>();
    private final List<SiteName> replaced = new ArrayList<>();
    private final List<SiteName> rerouted = new ArrayList<>();
    private final List<SiteName> unchanged = new ArrayList<>();

    Sorted(Manifest running, Manifest wanted) {
      wanted
          .sites()
          .values()
          .forEach(site -> list(running.site(site.name()), site).add(site.name()));
    }

    private List<SiteName> list(Optional<Site> running, Site wanted) {
      if (running.isEmpty()) {
        return added;
      }
      if (running.get().equals(wanted)) {
        return unchanged;
      }
      return running.get().runsLike(wanted) ? rerouted : replaced;
    }
  }
}
