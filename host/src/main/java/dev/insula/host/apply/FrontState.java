package dev.insula.host.apply;

import dev.insula.config.Manifest;
import dev.insula.host.launch.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder in which the front keeps its own files. */
public final class FrontState {
  private FrontState() {}

  /**
   * Makes the manifest's state folder for the front, if it is missing.
   *
   * @throws IOException a sentence, if somebody else's folder is there
   */
  public static void prepare(Manifest manifest, SystemUser front) throws IOException {
    Path state = manifest.state();
    if (Files.notExists(state, LinkOption.NOFOLLOW_LINKS)) {
      RootFiles.prepare(state, "rwx------");
      Files.setAttribute(state, "unix:gid", front.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(state, "unix:uid", front.uid(), LinkOption.NOFOLLOW_LINKS);
      return;
    }
    Object owner = Files.getAttribute(state, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!Files.isDirectory(state, LinkOption.NOFOLLOW_LINKS)
        || !Integer.valueOf(front.uid()).equals(owner)) {
      throw new IOException(
          "the state folder %s is not the front's. Type: chown -R %s %1$s"
              .formatted(state, front.name()));
    }
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
  }
}
