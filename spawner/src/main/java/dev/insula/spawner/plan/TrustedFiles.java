package dev.insula.spawner.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Reads files only if nobody but root, or for a secret its own site, can have written them. */
public final class TrustedFiles {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int STICKY = 01000;

  private TrustedFiles() {}

  /**
   * The content of a file of root's in a folder of root's.
   *
   * @param most bytes that it may have
   * @throws IOException a sentence that says what is wrong with it
   */
  public static String ofRoot(Path name, int most) throws IOException {
    requireFolder(parent(name));
    try (var file = OpenedFile.of(name)) {
      requireRegular(name, file.attributes());
      requireRootOnly(name, file.attributes());
      return file.text(most);
    }
  }

  /**
   * The content of a secret: the site's own file, wherever it lies, or a file of root's in a folder
   * of root's, so that no site can point at what only root may read.
   *
   * @param most bytes that it may have
   * @throws IOException a sentence that says what is wrong with it
   */
  static String secret(Path name, int uid, int most) throws IOException {
    try (var file = OpenedFile.of(name)) {
      Map<String, Object> attributes = file.attributes();
      requireRegular(name, attributes);
      if (number(attributes, "uid") != uid) {
        requireFolder(parent(name));
        requireRootOnly(name, attributes);
      }
      return file.text(most);
    }
  }

  /**
   * Makes sure that nobody but root can change what lies directly in the folder or rename it.
   *
   * @throws IOException a sentence that says what is wrong with it
   */
  public static void requireFolder(Path folder) throws IOException {
    for (Path at = folder; at != null; at = at.getParent()) {
      Map<String, Object> attributes =
          Files.readAttributes(at, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
      int mode = number(attributes, "mode");
      if ((mode & TYPE) != FOLDER) {
        throw new IOException(at + " is not a folder, or is a symbolic link");
      }
      // In a sticky folder such as /tmp nobody can rename what is root's.
      if (at.equals(folder) || (mode & STICKY) == 0) {
        requireRootOnly(at, attributes);
      }
    }
  }

  private static void requireRegular(Path name, Map<String, Object> attributes) throws IOException {
    if ((number(attributes, "mode") & TYPE) != REGULAR) {
      throw new IOException(name + " is not a regular file");
    }
  }

  private static void requireRootOnly(Path name, Map<String, Object> attributes)
      throws IOException {
    if (number(attributes, "uid") != 0) {
      throw new IOException(name + " belongs to uid " + attributes.get("uid") + ", not to root");
    }
    if ((number(attributes, "mode") & WRITABLE_BY_OTHERS) != 0) {
      throw new IOException(name + " can be written by others than root; type: chmod go-w " + name);
    }
  }

  private static int number(Map<String, Object> attributes, String key) {
    return attributes.get(key) instanceof Integer value ? value : -1;
  }

  private static Path parent(Path name) throws IOException {
    Path parent = name.getParent();
    if (parent == null || !name.isAbsolute() || !name.equals(name.normalize())) {
      throw new IOException(name + " is not an absolute path without dots");
    }
    return parent;
  }
}
