package dev.insula.host.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the parts of Insula lie that are not Java classes of this JVM. */
final class Installation {
  private Installation() {}

  /** The folder that holds the package {@code insula_wsgi}; the launcher script says where. */
  static Path pythonFolder() {
    return Path.of(System.getProperty("insula.python", "python")).toAbsolutePath();
  }

  /**
   * The options for the cache that {@code insula optimize} made for Java daemons, if it did. A
   * cache that does not fit, perhaps because of a site's own options, is ignored by the JVM.
   *
   * @param siteOptions if there is one about caches among them, there is only that one
   */
  static List<String> daemonCache(List<String> siteOptions) {
    Path cache = Path.of(System.getProperty("insula.aot", "aot"), "daemon.aot").toAbsolutePath();
    boolean hasItsOwn =
        siteOptions.stream()
            .anyMatch(option -> option.matches("-XX:(AOT|SharedArchive).*|-Xshare.*"));
    return hasItsOwn || !Files.isReadable(cache)
        ? List.of()
        : List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
  }

  /** The folder of the servlet container's jars; the launcher script says where. */
  static Path containerFolder() {
    return Path.of(System.getProperty("insula.container", "lib/container")).toAbsolutePath();
  }

  /** The jar that makes {@code jakarta} out of {@code javax}; the launcher script says where. */
  static Path migrationJar() {
    return Path.of(
            System.getProperty("insula.migration", "lib/migration/jakartaee-migration-shaded.jar"))
        .toAbsolutePath();
  }

  /** The program that runs this JVM. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The class path of this JVM, which is also a Java daemon's. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }
}
