package dev.insula.host.apply;

import dev.insula.config.Application;
import dev.insula.config.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** The JVM that a probe starts in the place of a site that runs Java. */
public final class ProbedJvm {
  private ProbedJvm() {}

  /** Whether the site's own process is a JVM, or it starts one. */
  public static boolean isOf(Site site) {
    return site.application().kind() == Application.Kind.JAVA || !site.mountedJava().isEmpty();
  }

  /**
   * What the probe is told in order to start it.
   *
   * @throws IOException a sentence, if its class is missing
   */
  public static Map<String, String> order() throws IOException {
    String file = PropertyCanary.class.getSimpleName() + ".class";
    try (InputStream in = ProbedJvm.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the probe is missing from this installation: " + file);
      }
      return Map.of(
          "java",
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "main",
          PropertyCanary.class.getName(),
          "class",
          Base64.getEncoder().encodeToString(in.readAllBytes()));
    }
  }
}
