package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.WorkingDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the members of {@code java.nio.file.Files} that ask and read: relative paths are
 * relative to the site's directory.
 */
// The caller closes what it asked for.
@SuppressWarnings("StreamResourceLeak")
public final class SiteFiles {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SiteFiles() {}

  @Replaces(Files.class)
  public static boolean exists(Path path, LinkOption... options) {
    return Files.exists(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static boolean notExists(Path path, LinkOption... options) {
    return Files.notExists(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static boolean isDirectory(Path path, LinkOption... options) {
    return Files.isDirectory(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static boolean isRegularFile(Path path, LinkOption... options) {
    return Files.isRegularFile(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static boolean isSymbolicLink(Path path) {
    return Files.isSymbolicLink(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static boolean isExecutable(Path path) {
    return Files.isExecutable(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static boolean isReadable(Path path) {
    return Files.isReadable(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static boolean isWritable(Path path) {
    return Files.isWritable(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static boolean isHidden(Path path) throws IOException {
    return Files.isHidden(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static boolean isSameFile(Path path, Path other) throws IOException {
    return Files.isSameFile(DIRECTORY.resolve(path), DIRECTORY.resolve(other));
  }

  @Replaces(Files.class)
  public static long mismatch(Path path, Path other) throws IOException {
    return Files.mismatch(DIRECTORY.resolve(path), DIRECTORY.resolve(other));
  }

  @Replaces(Files.class)
  public static long size(Path path) throws IOException {
    return Files.size(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static @Nullable String probeContentType(Path path) throws IOException {
    return Files.probeContentType(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static FileTime getLastModifiedTime(Path path, LinkOption... options) throws IOException {
    return Files.getLastModifiedTime(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static UserPrincipal getOwner(Path path, LinkOption... options) throws IOException {
    return Files.getOwner(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static Set<PosixFilePermission> getPosixFilePermissions(Path path, LinkOption... options)
      throws IOException {
    return Files.getPosixFilePermissions(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static @Nullable Object getAttribute(Path path, String attribute, LinkOption... options)
      throws IOException {
    return Files.getAttribute(DIRECTORY.resolve(path), attribute, options);
  }

  @Replaces(Files.class)
  public static Map<String, Object> readAttributes(
      Path path, String attributes, LinkOption... options) throws IOException {
    return Files.readAttributes(DIRECTORY.resolve(path), attributes, options);
  }

  @Replaces(Files.class)
  public static <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return Files.readAttributes(DIRECTORY.resolve(path), type, options);
  }

  @Replaces(Files.class)
  public static <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(DIRECTORY.resolve(path), type, options);
  }

  @Replaces(Files.class)
  public static Path readSymbolicLink(Path path) throws IOException {
    return Files.readSymbolicLink(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static BufferedReader newBufferedReader(Path path) throws IOException {
    return Files.newBufferedReader(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static BufferedReader newBufferedReader(Path path, Charset charset) throws IOException {
    return Files.newBufferedReader(DIRECTORY.resolve(path), charset);
  }

  @Replaces(Files.class)
  public static InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    return Files.newInputStream(DIRECTORY.resolve(path), options);
  }

  @Replaces(Files.class)
  public static List<String> readAllLines(Path path) throws IOException {
    return Files.readAllLines(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static List<String> readAllLines(Path path, Charset charset) throws IOException {
    return Files.readAllLines(DIRECTORY.resolve(path), charset);
  }

  @Replaces(Files.class)
  public static String readString(Path path) throws IOException {
    return Files.readString(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static String readString(Path path, Charset charset) throws IOException {
    return Files.readString(DIRECTORY.resolve(path), charset);
  }

  @Replaces(Files.class)
  public static byte[] readAllBytes(Path path) throws IOException {
    return Files.readAllBytes(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static Stream<String> lines(Path path) throws IOException {
    return Files.lines(DIRECTORY.resolve(path));
  }

  @Replaces(Files.class)
  public static Stream<String> lines(Path path, Charset charset) throws IOException {
    return Files.lines(DIRECTORY.resolve(path), charset);
  }

  @Replaces(Files.class)
  public static long copy(Path source, OutputStream target) throws IOException {
    return Files.copy(DIRECTORY.resolve(source), target);
  }
}
