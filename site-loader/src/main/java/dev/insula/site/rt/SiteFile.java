package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.WorkingDirectory;
import java.io.File;
import java.io.FileFilter;
import java.io.FilenameFilter;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Stands in for {@code java.io.File}: relative names are relative to the site's directory. */
public final class SiteFile {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SiteFile() {}

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean canExecute(File file) {
    return DIRECTORY.resolve(file).canExecute();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean canRead(File file) {
    return DIRECTORY.resolve(file).canRead();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean canWrite(File file) {
    return DIRECTORY.resolve(file).canWrite();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean exists(File file) {
    return DIRECTORY.resolve(file).exists();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean isDirectory(File file) {
    return DIRECTORY.resolve(file).isDirectory();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean isFile(File file) {
    return DIRECTORY.resolve(file).isFile();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean isHidden(File file) {
    return DIRECTORY.resolve(file).isHidden();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean delete(File file) {
    return DIRECTORY.resolve(file).delete();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean mkdir(File file) {
    return DIRECTORY.resolve(file).mkdir();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean mkdirs(File file) {
    return DIRECTORY.resolve(file).mkdirs();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setReadOnly(File file) {
    return DIRECTORY.resolve(file).setReadOnly();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean createNewFile(File file) throws IOException {
    return DIRECTORY.resolve(file).createNewFile();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setExecutable(File file, boolean allowed) {
    return DIRECTORY.resolve(file).setExecutable(allowed);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setExecutable(File file, boolean allowed, boolean ownerOnly) {
    return DIRECTORY.resolve(file).setExecutable(allowed, ownerOnly);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setReadable(File file, boolean allowed) {
    return DIRECTORY.resolve(file).setReadable(allowed);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setReadable(File file, boolean allowed, boolean ownerOnly) {
    return DIRECTORY.resolve(file).setReadable(allowed, ownerOnly);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setWritable(File file, boolean allowed) {
    return DIRECTORY.resolve(file).setWritable(allowed);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setWritable(File file, boolean allowed, boolean ownerOnly) {
    return DIRECTORY.resolve(file).setWritable(allowed, ownerOnly);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean setLastModified(File file, long time) {
    return DIRECTORY.resolve(file).setLastModified(time);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static boolean renameTo(File file, File target) {
    return DIRECTORY.resolve(file).renameTo(DIRECTORY.resolve(target));
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static long getFreeSpace(File file) {
    return DIRECTORY.resolve(file).getFreeSpace();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static long getTotalSpace(File file) {
    return DIRECTORY.resolve(file).getTotalSpace();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static long getUsableSpace(File file) {
    return DIRECTORY.resolve(file).getUsableSpace();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static long lastModified(File file) {
    return DIRECTORY.resolve(file).lastModified();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static long length(File file) {
    return DIRECTORY.resolve(file).length();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static String getAbsolutePath(File file) {
    return DIRECTORY.resolve(file).getAbsolutePath();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static File getAbsoluteFile(File file) {
    return DIRECTORY.resolve(file).getAbsoluteFile();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static String getCanonicalPath(File file) throws IOException {
    return DIRECTORY.resolve(file).getCanonicalPath();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static File getCanonicalFile(File file) throws IOException {
    return DIRECTORY.resolve(file).getCanonicalFile();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static URI toURI(File file) {
    return DIRECTORY.resolve(file).toURI();
  }

  // File.toURL is deprecated, but libraries still call it.
  @SuppressWarnings("deprecation")
  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static URL toURL(File file) throws MalformedURLException {
    return DIRECTORY.resolve(file).toURL();
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static void deleteOnExit(File file) {
    DIRECTORY.deleteAtEnd(file);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static String @Nullable [] list(File file) {
    return DIRECTORY.resolve(file).list();
  }

  // The filter is told the directory as the site named it.
  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static String @Nullable [] list(File file, @Nullable FilenameFilter filter) {
    FilenameFilter asked = filter == null ? null : (_, name) -> filter.accept(file, name);
    return DIRECTORY.resolve(file).list(asked);
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static File @Nullable [] listFiles(File file) {
    return children(file, list(file));
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static File @Nullable [] listFiles(File file, @Nullable FilenameFilter filter) {
    return children(file, list(file, filter));
  }

  @Replaces(value = File.class, kind = Kind.VIRTUAL)
  public static File @Nullable [] listFiles(File file, @Nullable FileFilter filter) {
    File[] all = children(file, list(file));
    return all == null || filter == null
        ? all
        : Arrays.stream(all).filter(filter::accept).toArray(File[]::new);
  }

  private static File @Nullable [] children(File parent, String @Nullable [] names) {
    return names == null
        ? null
        : Arrays.stream(names).map(name -> new File(parent, name)).toArray(File[]::new);
  }

  @Replaces(File.class)
  public static File createTempFile(String prefix, @Nullable String suffix) throws IOException {
    return File.createTempFile(prefix, suffix, DIRECTORY.temporary().toFile());
  }

  @Replaces(File.class)
  public static File createTempFile(String prefix, @Nullable String suffix, @Nullable File in)
      throws IOException {
    return in == null
        ? createTempFile(prefix, suffix)
        : File.createTempFile(prefix, suffix, DIRECTORY.resolve(in));
  }
}
