package dev.insula.site.state;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Native libraries of a site. The JVM loads one file for one loader only, so each site loads a copy
 * of its own.
 */
public final class NativeLibraries {
  private final WorkingDirectory directory;
  private final SystemProperties properties;

  NativeLibraries(WorkingDirectory directory, SystemProperties properties) {
    this.directory = directory;
    this.properties = properties;
  }

  /**
   * A copy of the library for this site alone; the library itself if it is not there, for the JVM
   * to say so. The caller loads it and deletes it.
   *
   * @throws UnsatisfiedLinkError if the name is not absolute
   */
  public File copy(String file) {
    Path library = Path.of(file);
    if (!library.isAbsolute()) {
      throw new UnsatisfiedLinkError("Expecting an absolute path of the library: " + file);
    }
    if (!Files.isRegularFile(library)) {
      return library.toFile();
    }
    try {
      Path copy = Files.createTempFile(directory.temporary(), "", "-" + library.getFileName());
      return Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING).toFile();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The library " + file + " cannot be copied to " + directory.temporary() + ".", e);
    }
  }

  /** Where the site's {@code java.library.path} has the library; empty text if nowhere. */
  public String find(String name) {
    String path = Objects.requireNonNullElse(properties.value("java.library.path"), "");
    for (String place : path.split(File.pathSeparator, -1)) {
      File library = directory.resolve(new File(place, System.mapLibraryName(name)));
      if (!place.isEmpty() && library.isFile()) {
        return library.getAbsolutePath();
      }
    }
    return "";
  }
}
