package dev.insula.config.read;

import dev.insula.config.AddressRange;
import dev.insula.config.Delegated;
import dev.insula.config.Listen;
import dev.insula.config.Manifest;
import dev.insula.config.Origins;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What the manifest says about the host itself. */
final class HostValues {
  /** Longest name of a Unix socket in bytes: sun_path of unix(7) without its final NUL. */
  private static final int SOCKET_NAME_LIMIT = 107;

  private final Path file;
  private final Context context;
  private final List<Listen> listen;
  private final Path state;
  private final Path control;
  private final List<AddressRange> trustedProxies;
  private final List<Node> includes;
  private final Optional<Owners> owners;
  private final Node.Fields defaults;
  private final Optional<Node.Fields> sites;

  HostValues(Path file, Node.Fields root, Context context) {
    this.file = file;
    this.context = context;
    Section section = Section.open(HostKeys.TABLE, root, "", context, List.of());
    listen = section.get(HostKeys.LISTEN, List.of(Manifest.LISTEN));
    section.field(HostKeys.LISTEN).map(Node.Field::value).ifPresent(this::checkListen);
    section.find(HostKeys.INCLUDE);
    includes = section.field(HostKeys.INCLUDE).map(HostValues::items).orElse(List.of());
    state = section.get(HostKeys.STATE, file.resolveSibling(Manifest.STATE));
    control = section.get(HostKeys.CONTROL, state.resolve(Manifest.CONTROL));
    checkControl(section);
    trustedProxies = section.find(HostKeys.TRUSTED_PROXIES).orElse(List.of());
    owners = section.find(HostKeys.OWNERS).map(map -> Owners.read(map, context));
    defaults = section.find(HostKeys.DEFAULTS).orElse(Node.Fields.none(root.spot()));
    new DefaultsCheck(context).run(defaults);
    sites = section.find(HostKeys.SITES);
    requireSites(section);
  }

  private static List<Node> items(Node.Field field) {
    return field.value() instanceof Node.Items items ? items.nodes() : List.of(field.value());
  }

  private void checkListen(Node node) {
    List<Node> nodes = node instanceof Node.Items items ? items.nodes() : List.of(node);
    if (nodes.isEmpty()) {
      context.report().add(node.spot(), " is an empty list; it must hold at least one address");
    }
    Set<Listen> seen = new HashSet<>();
    for (int i = 0; i < nodes.size() && nodes.size() == listen.size(); i++) {
      checkListen(nodes.get(i), listen.get(i), seen);
    }
  }

  private void checkListen(Node node, Listen address, Set<Listen> seen) {
    if (!seen.add(address) && address.port() != 0) {
      context
          .report()
          .add(
              node.spot(),
              " is " + Shown.value(node) + ", which is written twice; keep one of the two");
    }
  }

  private void checkControl(Section section) {
    int length = control.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > SOCKET_NAME_LIMIT) {
      Spot spot =
          section.has(HostKeys.CONTROL)
              ? section.spotOf(HostKeys.CONTROL)
              : section.spotOf(HostKeys.STATE);
      context
          .report()
          .add(
              new Spot(spot.source(), spot.line(), spot.column(), HostKeys.CONTROL.name()),
              (" is " + Shown.quoted(control.toString()) + ", a name of " + length)
                  + (" bytes; a Unix socket has at most "
                      + SOCKET_NAME_LIMIT
                      + "; write a shorter one"));
    }
  }

  private void requireSites(Section section) {
    if (!section.has(HostKeys.SITES) && !section.has(HostKeys.INCLUDE)) {
      section.require(HostKeys.SITES, "\"sites: {}\" for a host without sites");
    }
  }

  List<Node> includes() {
    return includes;
  }

  Node.Fields defaults() {
    return defaults;
  }

  Optional<Node.Fields> sites() {
    return sites;
  }

  /** Empty if every included file is the manifest's own, whoever's it is. */
  Optional<Owners> owners() {
    return owners;
  }

  Manifest manifest(SequencedMap<SiteName, Site> all, Origins origins, Delegated delegated) {
    return new Manifest(file, listen, state, control, trustedProxies, all, origins, delegated);
  }
}
