package dev.insula.host.launch;

import java.nio.file.Path;

/** Where the parts of Insula lie that are not Java classes of this JVM. */
final class Installation {
  private Installation() {}

  /** The folder that holds the package {@code insula_wsgi}; the launcher script says where. */
  static Path pythonFolder() {
    return Path.of(System.getProperty("insula.python", "python")).toAbsolutePath();
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
