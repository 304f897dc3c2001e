package dev.insula.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What a Spring Boot jar says of itself. */
public final class BootManifest {
  /**
   * Stands for what the jar names, in the definition of a site whose jar nobody but the site's own
   * process opens.
   */
  public static final ApplicationObject UNREAD = mainOf("StartClass");

  private BootManifest() {}

  private static ApplicationObject mainOf(String startClass) {
    return new ApplicationObject(startClass, Optional.of("main"));
  }

  /**
   * The main method that starts the application.
   *
   * @throws IOException with a sentence if it is no such jar
   */
  public static ApplicationObject main(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String start = manifest == null ? null : manifest.getMainAttributes().getValue("Start-Class");
      if (start == null) {
        throw new IOException(
            jar
                + " is no Spring Boot jar: its manifest names no Start-Class; a plain jar is"
                + " started by command: [java, -jar, ...]");
      }
      return mainOf(start);
    }
  }
}
