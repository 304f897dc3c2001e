package dev.insula.site.state;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A site's working directory: what relative names of files are relative to. Names in other file
 * systems than the default one (a zip's) are left alone.
 */
public final class WorkingDirectory {
  private static final FileSystem DEFAULT = FileSystems.getDefault();

  private final Path directory;
  private final File directoryFile;
  private final Path temporary;
  private final Deque<Path> deletedAtEnd = new ArrayDeque<>();

  WorkingDirectory(Path directory, Path temporary) {
    this.directory = directory;
    this.directoryFile = directory.toFile();
    this.temporary = temporary;
  }

  /** The directory as a file. */
  public File file() {
    return directoryFile;
  }

  /** Where temporary files go that name no directory. */
  public Path temporary() {
    return temporary;
  }

  /** The same file, named absolutely. */
  public Path resolve(Path path) {
    return isRelative(path) ? directory.resolve(path) : path;
  }

  /** The same file, named absolutely. Null stays null, for the JDK to refuse. */
  public File resolve(File file) {
    if (file == null || file.isAbsolute()) {
      return file;
    }
    return file.getPath().isEmpty() ? directoryFile : new File(directoryFile, file.getPath());
  }

  /** The same file, named absolutely. Null stays null, for the JDK to refuse. */
  public String resolve(String name) {
    if (name == null || name.startsWith(File.separator)) {
      return name;
    }
    return resolve(new File(name)).getPath();
  }

  /**
   * An answer below {@code resolve(asked)}, named the way the question was: relative if {@code
   * asked} is.
   */
  public Path likeAsked(Path asked, Path answer) {
    if (!isRelative(asked)) {
      return answer;
    }
    Path below = resolve(asked).relativize(answer);
    return below.toString().isEmpty() ? asked : asked.resolve(below);
  }

  /** Whether names of this path have to be resolved. */
  public boolean isRelative(Path path) {
    return path != null && !path.isAbsolute() && path.getFileSystem().equals(DEFAULT);
  }

  /** As {@code File.deleteOnExit}: deleted when the site ends, last one first. */
  public void deleteAtEnd(File file) {
    synchronized (deletedAtEnd) {
      deletedAtEnd.push(resolve(file).toPath());
    }
  }

  void release(PrintStream err) {
    List<Path> files;
    synchronized (deletedAtEnd) {
      files = List.copyOf(deletedAtEnd);
      deletedAtEnd.clear();
    }
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        err.println("File " + file + " could not be deleted at the site's end: " + e);
      }
    }
  }
}
