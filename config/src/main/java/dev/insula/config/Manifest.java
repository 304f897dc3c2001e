package dev.insula.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that one host is to run.
 *
 * @param file the manifest's absolute file name
 * @param state the absolute folder for logs, sockets and caches
 * @param control the absolute name of the control API's Unix socket
 * @param trustedProxies clients whose Forwarded and X-Forwarded-* fields are believed
 * @param sites in the order in which they were written
 * @param delegated which of them other users have declared
 */
public record Manifest(
    Path file,
    List<Listen> listen,
    Path state,
    Path control,
    List<AddressRange> trustedProxies,
    SequencedMap<SiteName, Site> sites,
    Origins origins,
    Delegated delegated) {
  public static final Listen LISTEN = new Listen(Scheme.HTTP, "127.0.0.1", 8080);
  public static final String STATE = ".insula";

  /** The control socket's default name, below the state folder. */
  public static final String CONTROL = "control.sock";

  public Manifest {
    listen = List.copyOf(listen);
    trustedProxies = List.copyOf(trustedProxies);
    sites = Ordered.copyOf(sites);
    sites.forEach(Manifest::requireOwnName);
  }

  /** A manifest of one user's alone. */
  public Manifest(
      Path file,
      List<Listen> listen,
      Path state,
      Path control,
      List<AddressRange> trustedProxies,
      SequencedMap<SiteName, Site> sites,
      Origins origins) {
    this(file, listen, state, control, trustedProxies, sites, origins, Delegated.nothing());
  }

  private static void requireOwnName(SiteName name, Site site) {
    if (!site.name().equals(name)) {
      throw new IllegalArgumentException("site " + site.name() + " is listed as " + name);
    }
  }

  /** A manifest without sites and with every default; boot is a reload from it. */
  public static Manifest empty(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path state = absolute.resolveSibling(STATE);
    return new Manifest(
        absolute,
        List.of(LISTEN),
        state,
        state.resolve(CONTROL),
        List.of(),
        new LinkedHashMap<>(),
        Origins.none());
  }

  public Optional<Site> site(SiteName name) {
    return Optional.ofNullable(sites.get(name));
  }

  /** The manifest's file and every included one that says something, as absolute names, sorted. */
  public SortedSet<Path> files() {
    var files = new TreeSet<Path>();
    files.add(file);
    Path folder = file.resolveSibling("");
    for (SequencedMap<String, Setting> said : origins.files()) {
      for (Setting setting : said.values()) {
        place(setting).ifPresent(at -> files.add(folder.resolve(at.file()).normalize()));
      }
    }
    return files;
  }

  private static Optional<Place> place(Setting setting) {
    return switch (setting.origin()) {
      case Origin.Written(Place place) -> Optional.of(place);
      case Origin.FromDefaults(Place place) -> Optional.of(place);
      case Origin.BuiltIn() -> Optional.empty();
    };
  }

  /** The same sites on other addresses, as {@code --listen} asks for. */
  public Manifest withListen(List<Listen> addresses) {
    return new Manifest(file, addresses, state, control, trustedProxies, sites, origins, delegated);
  }
}
