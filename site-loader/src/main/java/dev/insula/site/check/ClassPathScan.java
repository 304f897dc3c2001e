package dev.insula.site.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private static final List<String> JVM_WISHES =
      List.of("Launcher-Agent-Class", "Add-Opens", "Add-Exports", "Enable-Native-Access");

  final Map<String, ScannedClass> classes = new LinkedHashMap<>();

  final SiteTexts texts = new SiteTexts();

  /** Whether an entry is a web application or a Spring Boot jar. */
  boolean isApplication;

  /** What the site's jars want of a JVM of their own, as clauses. */
  final Set<String> wishes = new TreeSet<>();

  /** A jar's bytes, as often as they are wanted. */
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  private final Map<String, Integer> versions = new LinkedHashMap<>();

  void add(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      jar(() -> Files.newInputStream(entry), nameOf(entry), true);
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
        jar(() -> Files.newInputStream(file), nameOf(file), false);
      } else if (isRead(name, true)) {
        file(name, Files.readAllBytes(file), nameOf(entry), true);
      }
    }
  }

  private static String nameOf(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  private void jar(Source source, String jar, boolean isOwn) throws IOException {
    versions.clear();
    boolean isWhole = isApplication(source);
    isApplication |= isWhole;
    try (ZipInputStream in = new ZipInputStream(source.open())) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (isRead(name, isOwn) && (!isWhole || isSites(name))) {
          file(name, in.readAllBytes(), jar, isOwn);
        }
      }
    }
    if (isWhole) {
      libraries(source);
    }
  }

  /** Whether classes are in a folder of the jar; those beside it are a launcher's. */
  private static boolean isApplication(Source jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(jar.open())) {
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

  private void libraries(Source source) throws IOException {
    try (ZipInputStream in = new ZipInputStream(source.open())) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (isLibrary(name)) {
          byte[] inner = in.readAllBytes();
          jar(
              () -> new ByteArrayInputStream(inner),
              name.substring(name.lastIndexOf('/') + 1),
              false);
        }
      }
    }
  }

  private static boolean isLibrary(String name) {
    return name.endsWith(".jar")
        && (name.startsWith("BOOT-INF/lib/") || name.startsWith("WEB-INF/lib/"));
  }

  private static boolean isRead(String name, boolean isOwn) {
    return name.endsWith(".class") || SiteTexts.isText(inClasses(name), isOwn);
  }

  /** The path without the folder of a web application's or Spring Boot jar's classes. */
  private static String inClasses(String name) {
    return OWN.stream()
        .filter(name::startsWith)
        .map(below -> name.substring(below.length()))
        .findFirst()
        .orElse(name);
  }

  private void file(String name, byte[] content, String jar, boolean isOwn) throws IOException {
    if (name.endsWith(".class")) {
      classFile(name, content, jar, isOwn);
    } else if (name.equals("META-INF/MANIFEST.MF")) {
      manifest(new ByteArrayInputStream(content), jar, isOwn);
    } else {
      texts.add(inClasses(name), content, jar, isOwn);
    }
  }

  private void manifest(InputStream text, String jar, boolean isOwn) throws IOException {
    Attributes main = new Manifest(text).getMainAttributes();
    if (isOwn) {
      Stream.of("Main-Class", "Start-Class")
          .flatMap(key -> Optional.ofNullable(main.getValue(key)).stream())
          .forEach(name -> texts.start(name, jar));
    }
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
      ScannedClass scanned = new ScannedClass(content, jar, isOwn);
      if (isNewer || !classes.containsKey(scanned.name)) {
        classes.put(scanned.name, scanned);
      }
    } catch (IllegalArgumentException malformed) {
      // The JVM would refuse it, too, if the site ever came to use it.
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }
}
