package dev.insula.config.read;

import dev.insula.config.HostPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who claims which host name, over all files; a name belongs to one site only. */
final class HostClaims {
  private record Claim(String site, Spot spot) {}

  private final Map<HostPattern, Claim> claims = new HashMap<>();
  private Optional<Claim> defaultSite = Optional.empty();

  void add(Node.Field site, Node.Fields fields, Report report) {
    fields
        .field(SiteKeys.HOSTS.name())
        .ifPresent(hosts -> addAll(site.key().path(), hosts, report));
    fields
        .field(SiteKeys.DEFAULT.name())
        .ifPresent(value -> addDefault(site.key().path(), value, report));
  }

  private void addAll(String site, Node.Field hosts, Report report) {
    List<Node> nodes =
        hosts.value() instanceof Node.Items items ? items.nodes() : List.of(hosts.value());
    for (Node node : nodes) {
      pattern(node).ifPresent(pattern -> claim(site, hosts, pattern, node, report));
    }
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

  private void claim(String site, Node.Field hosts, HostPattern pattern, Node node, Report report) {
    Claim before = claims.putIfAbsent(pattern, new Claim(site, node.spot()));
    if (before == null) {
      return;
    }
    String name = Shown.path(hosts.key().path()) + ": " + Shown.value(node);
    String first = " (" + before.spot().place() + ").";
    String message =
        before.site().equals(site)
            ? name + " is already written" + first
            : name + " is already claimed by " + before.site() + first;
    report.add(node.spot().place(), node.spot().path(), message);
  }

  private void addDefault(String site, Node.Field value, Report report) {
    boolean isDefault = value.value() instanceof Node.Scalar scalar && scalar.text().equals("true");
    if (!isDefault) {
      return;
    }
    if (defaultSite.isEmpty()) {
      defaultSite = Optional.of(new Claim(site, value.value().spot()));
      return;
    }
    Claim first = defaultSite.get();
    report.add(
        value.value().spot(),
        (" is true, but " + first.site() + " is the default site already")
            + (" (" + first.spot().place() + "); keep one of the two"));
  }
}
