package dev.insula.site.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads all classes of a class path: class folders, jars, folders of jars, and the jars inside web
 * applications and Spring Boot jars. Of a multi-release jar, the version for this Java.
 */
final class ClassPathScan {
  private static final String VERSIONS = "META-INF/versions/";
  private static final List<String> OWN = List.of("BOOT-INF/classes/", "WEB-INF/classes/");
  private static final int LONGEST_TEXT = 1 << 18;
  private static final List<String> JVM_WISHES =
      List.of("Launcher-Agent-Class", "Add-Opens", "Add-Exports", "Enable-Native-Access");

  final Map<String, ScannedClass> classes = new LinkedHashMap<>();

  /** Classes that are the site's own, not those of a library. */
  final Set<String> own = new HashSet<>();

  /** Words of configuration files that may name classes, with slashes. */
  final Set<String> words = new HashSet<>();

  /** What the site's jars want of a JVM of their own, as clauses. */
  final Set<String> wishes = new TreeSet<>();

  private final Map<String, Integer> versions = new LinkedHashMap<>();

  void add(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      jar(Files.readAllBytes(entry), nameOf(entry), true);
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(entry)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    boolean ofJars =
        !files.isEmpty() && files.stream().noneMatch(file -> file.toString().endsWith(".class"));
    for (Path file : files) {
      String name = entry.relativize(file).toString().replace('\\', '/');
      if (ofJars && name.toLowerCase(Locale.ROOT).endsWith(".jar")) {
        jar(Files.readAllBytes(file), nameOf(file), false);
      } else if (isRead(name)) {
        file(name, Files.readAllBytes(file), nameOf(entry), true);
      }
    }
  }

  private static String nameOf(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  private void jar(byte[] bytes, String jar, boolean isOwn) throws IOException {
    versions.clear();
    boolean isApplication = isApplication(bytes);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (isRead(name) && (!isApplication || isSites(name))) {
          file(name, in.readAllBytes(), jar, isOwn);
        }
      }
    }
    if (isApplication) {
      libraries(bytes);
    }
  }

  /** Whether classes are in a folder of the jar; those beside it are a launcher's. */
  private static boolean isApplication(byte[] jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().startsWith("BOOT-INF/") || entry.getName().startsWith("WEB-INF/")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSites(String name) {
    return !name.endsWith(".class") || OWN.stream().anyMatch(name::startsWith);
  }

  private void libraries(byte[] bytes) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (isLibrary(name)) {
          jar(in.readAllBytes(), name.substring(name.lastIndexOf('/') + 1), false);
        }
      }
    }
  }

  private static boolean isLibrary(String name) {
    return name.endsWith(".jar")
        && (name.startsWith("BOOT-INF/lib/") || name.startsWith("WEB-INF/lib/"));
  }

  private static boolean isRead(String name) {
    return name.endsWith(".class")
        || name.startsWith("META-INF/")
        || OWN.stream().anyMatch(below -> name.startsWith(below + "META-INF/"))
        || name.equals("WEB-INF/web.xml");
  }

  private void file(String name, byte[] content, String jar, boolean isOwn) throws IOException {
    if (name.endsWith(".class")) {
      classFile(name, content, jar, isOwn);
    } else if (name.equals("META-INF/MANIFEST.MF")) {
      manifest(new ByteArrayInputStream(content), jar, isOwn);
    } else if (content.length <= LONGEST_TEXT) {
      for (String word : new String(content, StandardCharsets.UTF_8).split("[^\\w.$]+", -1)) {
        words.add(word.replace('.', '/'));
      }
    }
  }

  private void manifest(InputStream text, String jar, boolean isOwn) throws IOException {
    Attributes main = new Manifest(text).getMainAttributes();
    for (String wish : JVM_WISHES) {
      if (isOwn && main.getValue(wish) != null) {
        wishes.add("%s asks the JVM for %s: %s".formatted(jar, wish, main.getValue(wish)));
      }
    }
  }

  private void classFile(String path, byte[] content, String jar, boolean isOwn) {
    int version = 0;
    String name = path;
    if (path.startsWith(VERSIONS)) {
      int slash = path.indexOf('/', VERSIONS.length());
      version = slash < 0 ? 0 : number(path.substring(VERSIONS.length(), slash));
      name = path.substring(slash + 1);
    }
    if (name.endsWith("module-info.class") || version > Runtime.version().feature()) {
      return;
    }
    if (versions.getOrDefault(name, -1) > version) {
      return;
    }
    versions.put(name, version);
    keep(content, jar, isOwn, version > 0);
  }

  private void keep(byte[] content, String jar, boolean isOwn, boolean isNewer) {
    try {
      ScannedClass scanned = new ScannedClass(content, jar);
      if (isNewer || !classes.containsKey(scanned.name)) {
        classes.put(scanned.name, scanned);
        if (isOwn) {
          own.add(scanned.name);
        }
      }
    } catch (IllegalArgumentException malformed) {
      // The JVM would refuse it, too, if the site ever came to use it.
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }
}
