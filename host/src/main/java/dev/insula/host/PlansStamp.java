package dev.insula.host;

import dev.insula.config.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Remembers for which manifest, and which installation, the spawner's plans were made last, so that
 * a host that comes back after its death does not wait until they are made again.
 *
 * @param file where it is remembered
 */
record PlansStamp(Path file) {
  private static final Logger LOG = Logger.getLogger("insula.host");

  /** Whether the plans were made for this manifest, as its files are now. */
  boolean isOf(Manifest manifest) {
    try {
      return Files.exists(file) && Files.readString(file).equals(mark(manifest));
    } catch (IOException e) {
      LOG.debugf("Plans are made anew: %s", e);
      return false;
    }
  }

  /** The plans were just made for this manifest. */
  void put(Manifest manifest) {
    try {
      Files.writeString(file, mark(manifest));
    } catch (IOException e) {
      LOG.debugf("Plans will be made anew at the next start: %s", e);
    }
  }

  private static String mark(Manifest manifest) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String property : new String[] {"java.home", "java.class.path"}) {
        String value = Objects.requireNonNullElse(System.getProperty(property), "");
        digest.update(value.getBytes(StandardCharsets.UTF_8));
      }
      for (Path file : manifest.files()) {
        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
        // A tenant's file may be anything by now, so it is not opened.
        digest.update(
            manifest.delegated().files().containsKey(file)
                ? Files.readAttributes(file, "size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
