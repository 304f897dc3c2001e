package dev.insula.config.read;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that {@code include:} names, sorted by name within each folder. A name without
 * wildcards, and the folder that a pattern starts in, must exist.
 */
final class IncludedFiles {
  /** Most files that one manifest may include. */
  static final int LIMIT = 20_000;

  private final Report report;

  IncludedFiles(Report report) {
    this.report = report;
  }

  List<Path> find(Node node, String pattern) {
    try {
      return find(node, Path.of(pattern));
    } catch (InvalidPathException | PatternSyntaxException e) {
      Scalars.refuse(node, "a file name or a pattern such as sites.d/*.yaml", "", report);
    } catch (IOException | DirectoryIteratorException e) {
      report.add(node.spot(), " is " + Shown.value(node) + ", but its folder cannot be read");
    }
    return List.of();
  }

  private List<Path> find(Node node, Path pattern) throws IOException {
    Path start = node.spot().source().folder();
    Path root = pattern.getRoot();
    start = root == null ? start : root;
    int literal = 0;
    while (literal < pattern.getNameCount() && !isPattern(pattern.getName(literal))) {
      start = start.resolve(pattern.getName(literal++));
    }
    start = start.normalize();
    if (!Paths.mayExist(node, start, report)) {
      return List.of();
    }
    List<Path> found = List.of(start);
    for (int i = literal; i < pattern.getNameCount(); i++) {
      found = below(found, pattern.getName(i));
    }
    return found;
  }

  private static List<Path> below(List<Path> folders, Path part) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (isPattern(part)) {
        found.addAll(matching(folder, part.toString()));
      } else if (Files.exists(folder.resolve(part))) {
        found.add(folder.resolve(part).normalize());
      }
    }
    return found;
  }

  private static boolean isPattern(Path part) {
    return part.toString().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Hidden files do not match, as in a shell: editors leave them behind. */
  private static List<Path> matching(Path folder, String part) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, part)) {
      for (Path path : stream) {
        boolean isHidden = path.getFileName().toString().startsWith(".") && !part.startsWith(".");
        if (!isHidden && found.size() <= LIMIT) {
          found.add(path);
        }
      }
    }
    return found.stream().sorted().toList();
  }

  /** The name that problems are told with. */
  static Path shown(Path folder, Path file) {
    return file.startsWith(folder) ? folder.relativize(file) : file;
  }
}
