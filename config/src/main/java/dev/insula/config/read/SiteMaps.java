package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.AuthRule;
import dev.insula.config.Health;
import dev.insula.config.Tls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What a site says by path of the URL, and the maps that mean something as a whole only. */
final class SiteMaps {
  private final SequencedMap<String, Application> mounts;
  private final SequencedMap<String, Path> staticFolders;
  private final SequencedMap<String, AuthRule> auth;
  private final SequencedMap<String, Path> secrets;
  private final Optional<Health> health;
  private final Optional<Tls> tls;

  SiteMaps(Section section) {
    mounts = entries(section, SiteKeys.MOUNTS, Texts.mountPath(), MountKeys::read);
    staticFolders = staticFolders(section);
    auth = entries(section, SiteKeys.AUTH, Texts.decodedPath(), SiteMaps::authRule);
    secrets = section.find(SiteKeys.SECRETS).orElse(new LinkedHashMap<>());
    health =
        section.find(SiteKeys.HEALTH).isPresent()
            ? HealthKeys.read(section.section(SiteKeys.HEALTH, HealthKeys.TABLE))
            : Optional.empty();
    tls =
        section.find(SiteKeys.TLS).isPresent()
            ? TlsKeys.read(section.section(SiteKeys.TLS, TlsKeys.TABLE))
            : Optional.empty();
  }

  private static SequencedMap<String, Path> staticFolders(Section section) {
    // One folder alone is the site's application object.
    boolean isApplication =
        section
            .field(SiteKeys.STATIC_FOLDERS)
            .filter(field -> field.value() instanceof Node.Scalar)
            .isPresent();
    return isApplication
        ? new LinkedHashMap<>()
        : section.find(SiteKeys.STATIC_FOLDERS).orElse(new LinkedHashMap<>());
  }

  private interface EntryReader<T> {
    Optional<T> read(Node.Field entry, Node.Fields fields, String path, Context context);
  }

  private static <T> SequencedMap<String, T> entries(
      Section section, Key<Node.Fields> key, Type<String> name, EntryReader<T> reader) {
    SequencedMap<String, T> read = new LinkedHashMap<>();
    Report report = section.context().report();
    Node.Fields entries = section.find(key).orElse(Node.Fields.none(section.fields().spot()));
    for (Node.Field entry : entries.byName().values()) {
      String path = section.path() + "." + key.name() + "." + entry.name();
      name.read(new Node.Scalar(entry.key(), entry.name(), false), report);
      Maps.fields()
          .read(entry.value(), report)
          .flatMap(fields -> reader.read(entry, fields, path, section.context()))
          .ifPresent(value -> read.put(entry.name(), value));
    }
    return read;
  }

  private static Optional<AuthRule> authRule(
      Node.Field entry, Node.Fields fields, String path, Context context) {
    return AuthKeys.read(Section.open(AuthKeys.TABLE, fields, path, context, Set.of()));
  }

  SequencedMap<String, Application> mounts() {
    return mounts;
  }

  SequencedMap<String, Path> staticFolders() {
    return staticFolders;
  }

  SequencedMap<String, AuthRule> auth() {
    return auth;
  }

  SequencedMap<String, Path> secrets() {
    return secrets;
  }

  Optional<Health> health() {
    return health;
  }

  Optional<Tls> tls() {
    return tls;
  }
}
