package dev.insula.host.launch;

import java.nio.file.Path;

/** Where the parts of Insula lie that are not Java classes of this JVM. */
final class Installation {
  private Installation() {}

  /** The folder that holds the package {@code insula_wsgi}; the launcher script says where. */
  static Path pythonFolder() {
    return Path.of(System.getProperty("insula.python", "python")).toAbsolutePath();
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
