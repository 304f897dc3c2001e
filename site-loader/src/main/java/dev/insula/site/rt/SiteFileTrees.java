package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Stands in for the members of {@code java.nio.file.Files} that answer with paths of a tree: named
 * the way the question was.
 */
public final class SiteFileTrees {
  private static final FileTrees TREES = new FileTrees(Own.state().workingDirectory());

  private SiteFileTrees() {}

  @Replaces(Files.class)
  public static Stream<Path> list(Path directory) throws IOException {
    return TREES.list(directory);
  }

  @Replaces(Files.class)
  public static Stream<Path> walk(Path start, FileVisitOption... options) throws IOException {
    return TREES.walk(start, Integer.MAX_VALUE, options);
  }

  @Replaces(Files.class)
  public static Stream<Path> walk(Path start, int depth, FileVisitOption... options)
      throws IOException {
    return TREES.walk(start, depth, options);
  }

  @Replaces(Files.class)
  public static Stream<Path> find(
      Path start,
      int depth,
      BiPredicate<Path, BasicFileAttributes> matcher,
      FileVisitOption... options)
      throws IOException {
    return TREES.find(start, depth, matcher, options);
  }

  @Replaces(Files.class)
  public static Path walkFileTree(Path start, FileVisitor<? super Path> visitor)
      throws IOException {
    return TREES.walk(start, Set.of(), Integer.MAX_VALUE, visitor);
  }

  @Replaces(Files.class)
  public static Path walkFileTree(
      Path start, Set<FileVisitOption> options, int depth, FileVisitor<? super Path> visitor)
      throws IOException {
    return TREES.walk(start, options, depth, visitor);
  }

  @Replaces(Files.class)
  public static DirectoryStream<Path> newDirectoryStream(Path directory) throws IOException {
    return TREES.directory(directory, _ -> true);
  }

  @Replaces(Files.class)
  public static DirectoryStream<Path> newDirectoryStream(Path directory, String glob)
      throws IOException {
    return TREES.directory(directory, glob);
  }

  @Replaces(Files.class)
  public static DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return TREES.directory(directory, filter);
  }
}
