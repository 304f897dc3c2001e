package dev.insula.host.front;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found at a path: a regular file, or a folder. Holds the folder it lies in open, so that
 * the file and its neighbours are looked at and opened there and nowhere else; close it. All
 * methods block.
 */
final class StaticEntry implements Closeable {
  private final SecureDirectoryStream<Path> folder;
  private final Path path;
  private final boolean direct;
  private final @Nullable StaticStamp stamp;

  private StaticEntry(
      SecureDirectoryStream<Path> folder, Path path, boolean direct, @Nullable StaticStamp stamp) {
    this.folder = folder;
    this.direct = direct;
    this.path = path;
    this.stamp = stamp;
  }

  static StaticEntry file(
      SecureDirectoryStream<Path> folder, Path path, boolean direct, StaticStamp stamp) {
    return new StaticEntry(folder, path, direct, stamp);
  }

  static StaticEntry folder(SecureDirectoryStream<Path> opened, Path path) {
    return new StaticEntry(opened, path, false, null);
  }

  /** The file's stamp when it was found; null for a folder. */
  @Nullable StaticStamp stamp() {
    return stamp;
  }

  /** Without links. */
  Path path() {
    return path;
  }

  /** Whether the way here led through no link. */
  boolean isDirect() {
    return direct;
  }

  String fileName() {
    return String.valueOf(path.getFileName());
  }

  /** Like {@link #stamp(String)}, and cheap where there is no such file, which is usual. */
  @Nullable StaticStamp neighbour(String name) throws IOException {
    return Files.exists(path.resolveSibling(name), LinkOption.NOFOLLOW_LINKS) ? stamp(name) : null;
  }

  /** The stamp of a regular file of that name in the same folder; null if there is none. */
  @Nullable StaticStamp stamp(String name) throws IOException {
    try {
      PosixFileAttributes attributes =
          folder
              .getFileAttributeView(
                  Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      return attributes.isRegularFile() ? StaticStamp.of(attributes) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Opens a file of the same folder. What is read from it is what {@code expected} tells of only if
   * {@link #confirm} says so afterwards.
   */
  FileChannel open(String name) throws IOException {
    SeekableByteChannel opened =
        folder.newByteChannel(
            Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    if (opened instanceof FileChannel file) {
      return file;
    }
    opened.close();
    throw new IOException(path.resolveSibling(name) + " cannot be read by position.");
  }

  /**
   * Confirms that the file is still what it was.
   *
   * @throws IOException if it is another one, or was written to
   */
  void confirm(String name, StaticStamp expected) throws IOException {
    if (!expected.equals(stamp(name))) {
      throw new IOException(path.resolveSibling(name) + " changed while it was read.");
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
