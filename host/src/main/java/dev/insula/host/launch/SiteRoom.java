package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.spawner.plan.Room;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What of the machine's files a site gets to see beside the system's own. */
final class SiteRoom {
  /** Every sandbox shows it. */
  private static final Path SYSTEM = Path.of("/usr");

  /** How many times larger than its file a web application may be, with what it compiles. */
  private static final long UNPACKED = 4;

  private SiteRoom() {}

  /** The working directory; whether the site may change something in it, its permissions say. */
  static List<Path> readWrite(Site site) {
    return inSystem(site.directory()) ? List.of() : List.of(site.directory());
  }

  /** Its code, and the programs that run it. */
  static List<Path> readOnly(Site site) {
    List<Path> wanted = new ArrayList<>(site.path());
    wanted.addAll(JavaDefinition.wars(site).values());
    if (site.application() instanceof Application.Boot(Path jar)) {
      wanted.add(jar);
    }
    site.python().venv().ifPresent(wanted::add);
    site.mountedJava().values().forEach(java -> wanted.addAll(java.path()));
    if (isPython(site)) {
      wanted.add(Installation.pythonFolder().normalize());
      wanted.addAll(installation(site.python().interpreter()));
    }
    if (!isPython(site) || !site.mountedJava().isEmpty()) {
      wanted.addAll(java());
      wanted.add(Installation.containerFolder().normalize());
    }
    return shown(wanted);
  }

  /** What a program sees: itself, the files that its arguments name, and a JDK. */
  static List<Path> readOnly(Site site, List<String> words) {
    List<Path> wanted = new ArrayList<>(java());
    wanted.addAll(program(site, words.getFirst()));
    if (site.application() instanceof Application.Boot(Path jar)) {
      wanted.add(jar);
    }
    words.stream()
        .skip(1)
        .filter(word -> word.startsWith("/"))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .forEach(wanted::add);
    return shown(wanted).stream()
        .filter(path -> !path.startsWith(site.directory()))
        .filter(path -> Room.mayShow(path))
        .toList();
  }

  /** The JVM, and Insula's own classes. */
  private static List<Path> java() {
    List<Path> wanted = new ArrayList<>(installation(Installation.java()));
    Arrays.stream(Installation.classPath().split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .map(entry -> entry.toString().endsWith(".jar") ? parent(entry) : entry)
        .forEach(wanted::add);
    return wanted;
  }

  /** The file, or the folder above its {@code bin}; nothing if there is no such program. */
  private static List<Path> program(Site site, String name) {
    return candidates(site, name)
        .filter(Files::isExecutable)
        .findFirst()
        .map(SiteRoom::withLibraries)
        .orElse(List.of());
  }

  private static Stream<Path> candidates(Site site, String name) {
    return name.contains("/")
        ? Stream.of(site.directory().resolve(name))
        : Arrays.stream(ChildEnvironment.PATH.split(":", -1))
            .map(folder -> Path.of(folder).resolve(name));
  }

  private static List<Path> withLibraries(Path program) {
    try {
      Path real = program.toRealPath();
      return parent(real).endsWith("bin") ? List.of(parent(parent(real))) : List.of(real);
    } catch (IOException e) {
      // The start of the site says that the program is missing.
      return List.of();
    }
  }

  /** Bytes that the site's web applications may take when they are unpacked. */
  static long unpacked(Site site) throws IOException {
    long bytes = 0;
    for (Path war : JavaDefinition.wars(site).values()) {
      bytes += UNPACKED * Files.size(war);
    }
    return bytes;
  }

  private static boolean isPython(Site site) {
    return site.application().kind() == Application.Kind.WSGI;
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
