package dev.insula.site.modules;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The jars inside Spring Boot jars, as files of their own, each in a folder named by the SHA-256 of
 * its content. So a new version of a library never takes an old one's place, and sites that bring
 * the same library share the file.
 *
 * <p>Several JVMs may share the folder: a file appears complete or not at all.
 */
final class UnpackedJars {
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String ORDER = "BOOT-INF/classpath.idx";

  private final Path cache;

  UnpackedJars(Path cache) {
    this.cache = cache;
  }

  /** The libraries of a Spring Boot jar as files, in the order of its class path. */
  List<Path> of(JarFile boot) throws IOException, ClassPathException {
    List<String> order = order(boot);
    List<JarEntry> libraries =
        boot.stream()
            .filter(it -> it.getName().startsWith(LIBRARIES) && it.getName().endsWith(".jar"))
            .sorted(Comparator.comparingInt(it -> position(order, it.getName())))
            .toList();
    List<Path> files = new ArrayList<>();
    for (JarEntry library : libraries) {
      files.add(unpack(boot, library));
    }
    return files;
  }

  private static int position(List<String> order, String name) {
    int at = order.indexOf(name);
    return at < 0 ? Integer.MAX_VALUE : at;
  }

  /** The lines of {@code classpath.idx}: {@code - "BOOT-INF/lib/x.jar"}. */
  private static List<String> order(JarFile boot) throws IOException {
    JarEntry index = boot.getJarEntry(ORDER);
    if (index == null) {
      return List.of();
    }
    try (InputStream in = boot.getInputStream(index)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("^- *\"?", "").replaceFirst("\"? *$", ""))
          .toList();
    }
  }

  private Path unpack(JarFile boot, JarEntry library) throws IOException, ClassPathException {
    Files.createDirectories(cache);
    Path fresh = Files.createTempFile(cache, "unpacking", ".jar");
    try {
      MessageDigest digest = sha256();
      try (InputStream in = boot.getInputStream(library);
          OutputStream out = new DigestOutputStream(Files.newOutputStream(fresh), digest)) {
        in.transferTo(out);
      }
      Path folder = cache.resolve(HexFormat.of().formatHex(digest.digest()));
      Path file = folder.resolve(library.getName().substring(LIBRARIES.length()).replace('/', '_'));
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return file;
    } catch (IOException e) {
      throw new ClassPathException(
          library.getName() + " of " + boot.getName() + " cannot be unpacked to " + cache, e);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
