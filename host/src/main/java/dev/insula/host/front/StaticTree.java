package dev.insula.host.front;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder or a single file on disk, and the only way into it. Links at or above it are followed
 * once, when it is first found; links in it only as far as they stay in it. Every step down is
 * taken relative to the folder opened before and never through a link, so nobody can swap a folder
 * for a link between the look and the opening. All methods block.
 */
final class StaticTree {
  private static final LinkOption NO_LINKS = LinkOption.NOFOLLOW_LINKS;

  private final Path declared;
  private volatile @Nullable Path root;

  StaticTree(Path declared) {
    this.declared = declared;
    try {
      root();
    } catch (IOException e) {
      // Not there yet: looked for again with each request.
      root = null;
    }
  }

  private Path root() throws IOException {
    Path known = root;
    if (known == null) {
      known = declared.toRealPath();
      root = known;
    }
    return known;
  }

  /**
   * The entry of these names, opened for a closer look; null if there is none that may be served.
   *
   * @throws IOException if the file system refuses
   */
  @Nullable StaticEntry find(List<String> names) throws IOException {
    Path top = root();
    if (names.isEmpty() && !Files.isDirectory(top, NO_LINKS)) {
      return descend(folderOf(top), List.of(String.valueOf(top.getFileName())), true);
    }
    Path wanted = top;
    for (String name : names) {
      wanted = wanted.resolve(name);
    }
    try {
      return descend(top, names, true);
    } catch (LinkFound link) {
      Path real = followed(wanted);
      boolean inside = real != null && real.startsWith(top);
      return inside ? descend(top, namesOf(top.relativize(real)), false) : null;
    }
  }

  /** Where links lead; null if that is nowhere, in a circle, or where the front may not look. */
  private static @Nullable Path followed(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (FileSystemException nowhere) {
      return null;
    }
  }

  private static Path folderOf(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException(file + " is in no folder.");
    }
    return parent;
  }

  private static List<String> namesOf(Path path) {
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    return names.equals(List.of("")) ? List.of() : names;
  }

  private static @Nullable StaticEntry descend(Path top, List<String> names, boolean direct)
      throws IOException {
    SecureDirectoryStream<Path> folder = secure(top);
    Path at = top;
    try {
      for (int n = 0; n < names.size(); n++) {
        Path name = Path.of(names.get(n));
        PosixFileAttributes attributes = attributes(folder, name);
        if (!attributes.isDirectory()) {
          boolean served = n == names.size() - 1 && attributes.isRegularFile();
          return served ? entry(folder, at.resolve(name), direct, attributes) : closed(folder);
        }
        SecureDirectoryStream<Path> outer = folder;
        folder = outer.newDirectoryStream(name, NO_LINKS);
        outer.close();
        at = at.resolve(name);
      }
      return StaticEntry.folder(folder, at);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static StaticEntry entry(
      SecureDirectoryStream<Path> folder,
      Path path,
      boolean direct,
      PosixFileAttributes attributes) {
    return StaticEntry.file(folder, path, direct, StaticStamp.of(attributes));
  }

  private static @Nullable StaticEntry closed(SecureDirectoryStream<Path> folder)
      throws IOException {
    folder.close();
    return null;
  }

  private static SecureDirectoryStream<Path> secure(Path folder) throws IOException {
    // Whoever asked for it closes it.
    @SuppressWarnings("StreamResourceLeak")
    var stream = Files.newDirectoryStream(folder);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException(folder + " is on a file system without relative look-ups.");
  }

  private static PosixFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    PosixFileAttributes attributes =
        folder.getFileAttributeView(name, PosixFileAttributeView.class, NO_LINKS).readAttributes();
    if (attributes.isSymbolicLink()) {
      throw new LinkFound(name);
    }
    return attributes;
  }

  /** The way goes through a link; whether it may is decided by where it leads. */
  private static final class LinkFound extends IOException {
    private static final long serialVersionUID = 1L;

    LinkFound(Path name) {
      super(name + " is a link.");
    }
  }
}
