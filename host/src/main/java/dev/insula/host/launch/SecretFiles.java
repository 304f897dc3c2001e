package dev.insula.host.launch;

import dev.insula.config.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Secrets, where this process itself starts the sites; under the spawner only that reads them. */
final class SecretFiles {
  private static final int LARGEST = 64 << 10;

  private SecretFiles() {}

  /**
   * The content of each of the site's secrets, without one last line end.
   *
   * @throws IOException a sentence that names the file, never its content
   */
  static Map<String, String> of(Site site) throws IOException {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Map.Entry<String, Path> secret : site.secrets().entrySet()) {
      secrets.put(secret.getKey(), content(secret.getKey(), secret.getValue()));
    }
    return secrets;
  }

  private static String content(String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("the secret %s (%s) is larger than 64 KiB".formatted(name, file));
      }
      return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(
          "the secret %s cannot be read: %s %s"
              .formatted(name, file, e.getReason() == null ? "is not there" : e.getReason()),
          e);
    }
  }
}
