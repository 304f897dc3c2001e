package dev.insula.host.apply;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the spawner of one manifest has what, see {@code docs/spawner.md}.
 *
 * @param plans the folder of plans
 * @param logs what the sites print
 * @param socket where the spawner listens
 * @param run the folder of the sites' sockets
 * @param group the name of its control group
 * @param caches a folder for each site and user of what it made once for all of its starts
 */
public record Layout(Path plans, Path logs, Path socket, Path run, String group, Path caches) {
  private static final Path SYSTEM = Path.of("/etc/insula/insula.yaml");

  /** The places for this manifest: those of the package, or places of its own. */
  public static Layout of(Path manifest) {
    Path file = manifest.toAbsolutePath().normalize();
    if (file.equals(SYSTEM)) {
      return new Layout(
          Path.of("/etc/insula/plans"),
          Path.of("/var/log/insula/sites"),
          Path.of("/run/insula-spawner/socket"),
          Path.of("/run/insula-sites"),
          "insula",
          Path.of("/var/cache/insula-sites"));
    }
    String name = "insula-" + mark(file);
    Path home = Path.of("/run", name);
    return new Layout(
        home.resolve("plans"),
        home.resolve("log"),
        home.resolve("spawner").resolve("socket"),
        home.resolve("sites"),
        name,
        home.resolve("cache"));
  }

  private static String mark(Path file) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(file.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The same with another folder of plans. */
  public Layout withPlans(Path folder) {
    return new Layout(folder.toAbsolutePath().normalize(), logs, socket, run, group, caches);
  }

  /** The same with another folder of logs. */
  public Layout withLogs(Path folder) {
    return new Layout(plans, folder.toAbsolutePath().normalize(), socket, run, group, caches);
  }
}
