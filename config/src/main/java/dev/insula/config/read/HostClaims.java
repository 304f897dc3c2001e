package dev.insula.config.read;

import dev.insula.config.HostPattern;
import dev.insula.config.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who claims which host name, over all files; a name belongs to one site only. */
final class HostClaims {
  /**
   * One name that a site wants, or the place of the default site.
   *
   * @param site its path
   * @param pattern empty: the site wants what nobody else claims
   * @param path of the value
   * @param subject how a problem's sentence begins
   */
  record Claim(
      String site, Optional<HostPattern> pattern, Place place, String path, String subject) {}

  private final Map<HostPattern, Claim> claims = new HashMap<>();
  private Optional<Claim> defaultSite = Optional.empty();

  /** What a site's map claims; names that cannot be read are left out, their type tells them. */
  static List<Claim> of(Node.Field site, Node.Fields fields) {
    List<Claim> all = new ArrayList<>();
    fields.field(SiteKeys.HOSTS.name()).ifPresent(hosts -> addNames(site, hosts, all));
    fields
        .field(SiteKeys.DEFAULT.name())
        .map(Node.Field::value)
        .filter(HostClaims::isTrue)
        .ifPresent(value -> all.add(claim(site, Optional.empty(), value, "")));
    return all;
  }

  private static void addNames(Node.Field site, Node.Field hosts, List<Claim> all) {
    List<Node> nodes =
        hosts.value() instanceof Node.Items items ? items.nodes() : List.of(hosts.value());
    for (Node node : nodes) {
      pattern(node)
          .map(pattern ->
              claim(
                  site,
                  Optional.of(pattern),
                  node,
                  Shown.path(hosts.key().path()) + ": " + Shown.value(node)))
          .ifPresent(all::add);
    }
  }

  private static Claim claim(
      Node.Field site, Optional<HostPattern> pattern, Node node, String subject) {
    Spot spot = node.spot();
    return new Claim(site.key().path(), pattern, spot.place(), spot.path(), subject);
  }

  private static boolean isTrue(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().equals("true");
  }

  private static Optional<HostPattern> pattern(Node node) {
    try {
      return node instanceof Node.Scalar scalar
          ? Optional.of(HostPattern.parse(scalar.text()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // The key's type has told it.
      return Optional.empty();
    }
  }

  void add(Claim claim, Report report) {
    claim
        .pattern()
        .ifPresentOrElse(
            pattern -> addName(pattern, claim, report), () -> addDefault(claim, report));
  }

  private void addName(HostPattern pattern, Claim claim, Report report) {
    Claim before = claims.putIfAbsent(pattern, claim);
    if (before == null) {
      return;
    }
    String first = " (" + before.place() + ").";
    String message =
        before.site().equals(claim.site())
            ? claim.subject() + " is already written" + first
            : claim.subject() + " is already claimed by " + before.site() + first;
    report.add(claim.place(), claim.path(), message);
  }

  private void addDefault(Claim claim, Report report) {
    if (defaultSite.isEmpty()) {
      defaultSite = Optional.of(claim);
      return;
    }
    Claim first = defaultSite.get();
    report.add(
        claim.place(),
        claim.path(),
        Shown.path(claim.path())
            + " is true, but "
            + first.site()
            + " is the default site already ("
            + first.place()
            + "); keep one of the two.");
  }
}
