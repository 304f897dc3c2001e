package dev.insula.host.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** What is in a Spring Boot jar. */
final class BootJar {
  private static final String ACTUATOR = "BOOT-INF/lib/spring-boot-actuator";

  private BootJar() {}

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
