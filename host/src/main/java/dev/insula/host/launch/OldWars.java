package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A site's web applications for {@code javax.servlet}, which have to be migrated. */
final class OldWars {
  private OldWars() {}

  /** Their files, once each. */
  static Set<Path> of(Site site) {
    return Stream.concat(Stream.of(site.application()), site.mounts().values().stream())
        .flatMap(application -> file(application).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Optional<Path> file(Application application) {
    return application instanceof Application.War(Path file, boolean old) && old
        ? Optional.of(file)
        : Optional.empty();
  }

  /** The site with a new file in place of each old one. */
  static Site replaced(Site site, Map<Path, Path> made) {
    SequencedMap<String, Application> mounts = new LinkedHashMap<>();
    site.mounts().forEach((path, mount) -> mounts.put(path, replaced(mount, made)));
    return site.toBuilder().application(replaced(site.application(), made)).mounts(mounts).build();
  }

  private static Application replaced(Application application, Map<Path, Path> made) {
    return file(application)
        .<Application>map(old -> new Application.War(made.getOrDefault(old, old), false))
        .orElse(application);
  }
}
