package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What of the machine's files a site gets to see beside the system's own. */
final class SiteRoom {
  /** Every sandbox shows it. */
  private static final Path SYSTEM = Path.of("/usr");

  private SiteRoom() {}

  /** The working directory; whether the site may change something in it, its permissions say. */
  static List<Path> readWrite(Site site) {
    return inSystem(site.directory()) ? List.of() : List.of(site.directory());
  }

  /** Its code, and the programs that run it. */
  static List<Path> readOnly(Site site) {
    List<Path> wanted = new ArrayList<>(site.path());
    site.python().venv().ifPresent(wanted::add);
    if (isPython(site)) {
      wanted.add(Installation.pythonFolder().normalize());
      wanted.addAll(installation(site.python().interpreter()));
    } else {
      wanted.addAll(installation(Installation.java()));
      Arrays.stream(Installation.classPath().split(File.pathSeparator, -1))
          .map(entry -> Path.of(entry).toAbsolutePath().normalize())
          .map(entry -> entry.toString().endsWith(".jar") ? parent(entry) : entry)
          .forEach(wanted::add);
    }
    return shown(wanted);
  }

  private static boolean isPython(Site site) {
    return site.application() instanceof Application.Wsgi
        || site.application() instanceof Application.WsgiDjango;
  }

  /** Where a program and its libraries lie, following links; its {@code bin} folder's parent. */
  private static List<Path> installation(Path program) {
    try {
      return List.of(parent(parent(program.toRealPath())));
    } catch (IOException e) {
      // The start of the site says that the program is missing.
      return List.of();
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNullElse(path.getParent(), path);
  }

  private static boolean inSystem(Path path) {
    return path.startsWith(SYSTEM) || path.getNameCount() == 0;
  }

  /** Each once, and none that another one shows already. */
  private static List<Path> shown(List<Path> wanted) {
    Set<Path> all = new LinkedHashSet<>();
    wanted.forEach(path -> all.add(path.toAbsolutePath().normalize()));
    return all.stream()
        .filter(path -> !inSystem(path))
        .filter(
            path -> all.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other)))
        .toList();
  }
}
