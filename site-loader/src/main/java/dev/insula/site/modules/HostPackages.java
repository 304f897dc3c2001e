package dev.insula.site.modules;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The packages of a jar of the host, as paths. */
final class HostPackages {
  private HostPackages() {}

  /** The packages below a path that come from the same jar or folder as a class does. */
  static Set<String> beside(Class<?> member, String below) {
    CodeSource source = member.getProtectionDomain().getCodeSource();
    try {
      Path path = Path.of(source.getLocation().toURI());
      Set<String> all = Files.isDirectory(path) ? ofFolder(path) : ofJar(path);
      all.removeIf(it -> !it.equals(below) && !it.startsWith(below + "/"));
      return Set.copyOf(all);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "The host's own jar of %s cannot be read.", member.getName()),
          e);
    }
  }

  private static Set<String> ofJar(Path jar) throws IOException {
    Set<String> packages = new HashSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(it -> it.getName())
          .filter(it -> it.endsWith(".class") && it.indexOf('/') > 0)
          .forEach(it -> packages.add(it.substring(0, it.lastIndexOf('/'))));
    }
    return packages;
  }

  private static Set<String> ofFolder(Path folder) throws IOException {
    Set<String> packages = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(it -> it.toString().endsWith(".class"))
          .map(it -> folder.relativize(it).getParent())
          .filter(it -> it != null)
          .forEach(it -> packages.add(it.toString()));
    }
    return packages;
  }
}
