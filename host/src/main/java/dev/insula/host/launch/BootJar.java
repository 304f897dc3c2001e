package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a Spring Boot jar says of itself.
 *
 * @param startClass the class whose main method starts the application
 */
record BootJar(String startClass) {
  private static final String ACTUATOR = "BOOT-INF/lib/spring-boot-actuator";

  /**
   * Reads the jar's manifest.
   *
   * @throws IOException with a sentence if it is no such jar
   */
  static BootJar of(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String start = manifest == null ? null : manifest.getMainAttributes().getValue("Start-Class");
      if (start == null) {
        throw new IOException(
            jar
                + " is no Spring Boot jar: its manifest names no Start-Class; a plain jar is"
                + " started by command: [java, -jar, ...]");
      }
      return new BootJar(start);
    }
  }

  /** Whether it brings the actuator's pages. */
  static boolean hasActuator(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(ACTUATOR));
    } catch (IOException e) {
      // Its start will say what is wrong with it.
      return false;
    }
  }
}
