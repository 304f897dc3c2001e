package dev.insula.host.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The class files that a site's loader makes a probe of, from the host's own jar. */
final class ProbeClasses {
  private static final List<Class<?>> NESTS =
      List.of(SiteProbe.class, Canaries.class, Marked.class);

  private ProbeClasses() {}

  static void writeTo(Path folder) throws IOException {
    for (Class<?> nest : NESTS) {
      for (Class<?> type : nest.getNestMembers()) {
        String file = type.getName().replace('.', '/') + ".class";
        Path target = folder.resolve(file);
        Files.createDirectories(folder.resolve(file.substring(0, file.lastIndexOf('/'))));
        try (InputStream in = ProbeClasses.class.getResourceAsStream("/" + file)) {
          if (in == null) {
            throw new IOException("the probe is missing from this installation: " + file);
          }
          Files.copy(in, target);
        }
      }
    }
  }
}
