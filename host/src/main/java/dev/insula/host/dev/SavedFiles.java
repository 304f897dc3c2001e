package dev.insula.host.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the source files of a site look like at one moment, by time and size. Looking again and
 * again needs no watches, of which a system has few, and works on every kind of file system.
 */
final class SavedFiles {
  /** A data base or an upload that a site writes is no reason to start it anew. */
  private static final Set<String> KINDS =
      Set.of(
          "py",
          "mo",
          "html",
          "jinja",
          "j2",
          "toml",
          "ini",
          "cfg",
          "yaml",
          "yml",
          "env",
          "class",
          "jar",
          "war",
          "jsp",
          "properties",
          "xml");

  private static final Set<String> FOREIGN = Set.of("__pycache__", "node_modules");

  /** One file's state. */
  private record Stamp(long time, long size) {}

  private final Map<Path, Stamp> stamps;

  private SavedFiles(Map<Path, Stamp> stamps) {
    this.stamps = Map.copyOf(stamps);
  }

  /** Below these folders, without hidden ones, caches, and virtual environments. */
  static SavedFiles below(List<Path> roots) {
    Map<Path, Stamp> stamps = new HashMap<>();
    for (Path root : roots) {
      try {
        Files.walkFileTree(root, new Sweep(root, stamps));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new SavedFiles(stamps);
  }

  /** The files that are new, gone or different in the other one. */
  Set<Path> differences(SavedFiles later) {
    Set<Path> all = new HashSet<>(stamps.keySet());
    all.addAll(later.stamps.keySet());
    Set<Path> changed = new TreeSet<>();
    for (Path file : all) {
      Stamp before = stamps.get(file);
      if (before == null || !before.equals(later.stamps.get(file))) {
        changed.add(file);
      }
    }
    return changed;
  }

  private static final class Sweep extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<Path, Stamp> stamps;

    Sweep(Path root, Map<Path, Stamp> stamps) {
      this.root = root;
      this.stamps = stamps;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean isForeign =
          name.startsWith(".")
              || FOREIGN.contains(name)
              || Files.exists(folder.resolve("pyvenv.cfg"));
      return isForeign && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      String kind = name.substring(name.lastIndexOf('.') + 1);
      // Editors' own files begin with a dot or #, or end in ~, which no kind does.
      boolean counts = KINDS.contains(kind) && !name.startsWith("#") && !name.startsWith(".#");
      if (counts) {
        stamps.put(file, new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      // It went away while the sweep was on its way; the next one sees that.
      return FileVisitResult.CONTINUE;
    }
  }
}
