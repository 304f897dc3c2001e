package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.WorkingDirectory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the members of {@code java.nio.file.Files} that write, create and delete: relative
 * paths are relative to the site's directory.
 */
public final class SiteFileChanges {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SiteFileChanges() {}

  @Replaces(Files.class)
  public static BufferedWriter newBufferedWriter(Path path, OpenOption... options)
      throws IOException {
    return Files.newBufferedWriter(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static BufferedWriter newBufferedWriter(Path path, Charset charset, OpenOption... options)
      throws IOException {
    return Files.newBufferedWriter(DIRECTORY.resolve(path), charset, options);
  }

  @Replaces(Files.class)
  public static OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    return Files.newOutputStream(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static SeekableByteChannel newByteChannel(Path path, OpenOption... options)
      throws IOException {
    return Files.newByteChannel(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return Files.newByteChannel(DIRECTORY.resolve(path), options, attributes);
  }

  @Replaces(Files.class)
  public static Path write(Path path, byte[] bytes, OpenOption... options) throws IOException {
    Files.write(DIRECTORY.resolve(path), bytes, options);
    return path;
  }

  @Replaces(Files.class)
  public static Path write(Path path, Iterable<? extends CharSequence> lines, OpenOption... options)
      throws IOException {
    Files.write(DIRECTORY.resolve(path), lines, options);
    return path;
  }

  @Replaces(Files.class)
  public static Path write(
      Path path, Iterable<? extends CharSequence> lines, Charset charset, OpenOption... options)
      throws IOException {
    Files.write(DIRECTORY.resolve(path), lines, charset, options);
    return path;
  }

  @Replaces(Files.class)
  public static Path writeString(Path path, CharSequence text, OpenOption... options)
      throws IOException {
    Files.writeString(DIRECTORY.resolve(path), text, options);
    return path;
  }

  @Replaces(Files.class)
  public static Path writeString(
      Path path, CharSequence text, Charset charset, OpenOption... options) throws IOException {
    Files.writeString(DIRECTORY.resolve(path), text, charset, options);
    return path;
  }

  @Replaces(Files.class)
  public static long copy(InputStream source, Path target, CopyOption... options)
      throws IOException {
    return Files.copy(source, DIRECTORY.resolve(target), options);
  }

  @Replaces(Files.class)
  public static Path copy(Path source, Path target, CopyOption... options) throws IOException {
    Files.copy(DIRECTORY.resolve(source), DIRECTORY.resolve(target), options);
    return target;
  }

  @Replaces(Files.class)
  public static Path move(Path source, Path target, CopyOption... options) throws IOException {
    Files.move(DIRECTORY.resolve(source), DIRECTORY.resolve(target), options);
    return target;
  }

  @Replaces(Files.class)
  public static void delete(Path path) throws IOException {
    Files.delete(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static boolean deleteIfExists(Path path) throws IOException {
    return Files.deleteIfExists(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static Path createFile(Path path, FileAttribute<?>... attributes) throws IOException {
    Files.createFile(DIRECTORY.resolve(path), attributes);
    return path;
  }

  @Replaces(Files.class)
  public static Path createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    Files.createDirectory(DIRECTORY.resolve(path), attributes);
    return path;
  }

  @Replaces(Files.class)
  public static Path createDirectories(Path path, FileAttribute<?>... attributes)
      throws IOException {
    Files.createDirectories(DIRECTORY.resolve(path), attributes);
    return path;
  }

  @Replaces(Files.class)
  public static Path createLink(Path link, Path existing) throws IOException {
    Files.createLink(DIRECTORY.resolve(link), DIRECTORY.resolve(existing));
    return link;
  }

  // The target of a symbolic link is text relative to the link, not to a directory.
  @Replaces(Files.class)
  public static Path createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    Files.createSymbolicLink(DIRECTORY.resolve(link), target, attributes);
    return link;
  }

  @Replaces(Files.class)
  public static Path createTempFile(
      @Nullable String prefix, @Nullable String suffix, FileAttribute<?>... attributes)
      throws IOException {
    return Files.createTempFile(DIRECTORY.temporary(), prefix, suffix, attributes);
  }

  @Replaces(Files.class)
  public static Path createTempDirectory(@Nullable String prefix, FileAttribute<?>... attributes)
      throws IOException {
    return Files.createTempDirectory(DIRECTORY.temporary(), prefix, attributes);
  }

  @Replaces(Files.class)
  public static Path createTempFile(
      Path in, @Nullable String prefix, @Nullable String suffix, FileAttribute<?>... attributes)
      throws IOException {
    return DIRECTORY.likeAsked(
        in, Files.createTempFile(DIRECTORY.resolve(in), prefix, suffix, attributes));
  }

  @Replaces(Files.class)
  public static Path createTempDirectory(
      Path in, @Nullable String prefix, FileAttribute<?>... attributes) throws IOException {
    return DIRECTORY.likeAsked(
        in, Files.createTempDirectory(DIRECTORY.resolve(in), prefix, attributes));
  }

  @Replaces(Files.class)
  public static Path setAttribute(
      Path path, String attribute, @Nullable Object value, LinkOption... options)
      throws IOException {
    Files.setAttribute(DIRECTORY.resolve(path), attribute, value, options);
    return path;
  }

  @Replaces(Files.class)
  public static Path setLastModifiedTime(Path path, FileTime time) throws IOException {
    Files.setLastModifiedTime(DIRECTORY.resolve(path), time);
    return path;
  }

  @Replaces(Files.class)
  public static Path setOwner(Path path, UserPrincipal owner) throws IOException {
    Files.setOwner(DIRECTORY.resolve(path), owner);
    return path;
  }

  @Replaces(Files.class)
  public static Path setPosixFilePermissions(Path path, Set<PosixFilePermission> permissions)
      throws IOException {
    Files.setPosixFilePermissions(DIRECTORY.resolve(path), permissions);
    return path;
  }
}
