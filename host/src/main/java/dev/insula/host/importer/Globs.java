package dev.insula.host.importer;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a name with {@code *}, {@code ?} and {@code [...]} in any of its parts means. */
final class Globs {
  private Globs() {}

  /** In alphabetical order; all files below it for a folder, none if nothing matches. */
  static List<Path> files(Path pattern) throws IOException {
    List<Path> found = List.of(pattern.getRoot());
    for (Path part : pattern) {
      found = step(found, part.toString());
    }
    List<Path> files = new ArrayList<>();
    for (Path path : found) {
      try (Stream<Path> below = Files.walk(path)) {
        below.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static List<Path> step(List<Path> folders, String part) throws IOException {
    List<Path> found = new ArrayList<>();
    boolean isPattern = part.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    for (Path folder : folders) {
      if (isPattern) {
        found.addAll(matching(folder, part));
      } else if (Files.exists(folder.resolve(part))) {
        found.add(folder.resolve(part));
      }
    }
    return found;
  }

  private static List<Path> matching(Path folder, String part) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> matcher.matches(entry.getFileName()))
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
