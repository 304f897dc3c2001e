package dev.insula.site.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Recognises what an entry of a site's class path is.
 *
 * <p>A Spring Boot jar is one with a folder {@code BOOT-INF/classes}. A folder is a folder of jars
 * if it has jars and no class file, no folder and no {@code META-INF} beside them; a folder of
 * classes may hold jars as resources.
 */
final class ClassPathLayout {
  private static final String BOOT_CLASSES = "BOOT-INF/classes/";

  private final UnpackedJars unpacked;

  /** Unpacks jars inside jars to this folder. */
  ClassPathLayout(Path cache) {
    unpacked = new UnpackedJars(cache);
  }

  /** The roots of all entries, in order. */
  List<ClassPathRoot> roots(List<Path> entries) throws ClassPathException {
    List<ClassPathRoot> roots = new ArrayList<>();
    for (Path entry : entries) {
      roots.addAll(roots(entry));
    }
    return roots;
  }

  private List<ClassPathRoot> roots(Path entry) throws ClassPathException {
    try {
      if (Files.isDirectory(entry)) {
        List<Path> jars = jarsOf(entry);
        return jars.isEmpty() ? List.of(new ClassPathRoot.Folder(entry)) : allOf(jars);
      }
      if (Files.isRegularFile(entry)) {
        return ofJar(entry);
      }
    } catch (IOException e) {
      throw new ClassPathException(
          entry + " cannot be read as a jar or a folder: " + e.getMessage(), e);
    }
    throw new ClassPathException(
        entry + " does not exist; it must be a class folder, a jar or a folder of jars");
  }

  private static List<ClassPathRoot> allOf(List<Path> jars) {
    return jars.stream().<ClassPathRoot>map(jar -> new ClassPathRoot.Jar(jar, "")).toList();
  }

  private List<ClassPathRoot> ofJar(Path jar) throws IOException, ClassPathException {
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getEntry(BOOT_CLASSES) == null) {
        return List.of(new ClassPathRoot.Jar(jar, ""));
      }
      List<ClassPathRoot> roots = new ArrayList<>();
      roots.add(new ClassPathRoot.Jar(jar, BOOT_CLASSES));
      roots.addAll(allOf(unpacked.of(file)));
      return roots;
    }
  }

  /** The jars of a folder of jars, by name; none if it is a class folder. */
  private static List<Path> jarsOf(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        if (Files.isDirectory(child) || name.endsWith(".class")) {
          return List.of();
        }
        if (name.toLowerCase(Locale.ROOT).endsWith(".jar")) {
          jars.add(child);
        }
      }
    }
    return jars;
  }
}
