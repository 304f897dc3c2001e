package dev.insula.site.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks over directories of a site whose answers are named the way the question was. */
// The caller closes what it asked for.
@SuppressWarnings("StreamResourceLeak")
public final class FileTrees {
  private final WorkingDirectory directory;

  /** Walks of a site with this working directory. */
  public FileTrees(WorkingDirectory directory) {
    this.directory = directory;
  }

  /** As {@code Files.list}. */
  public Stream<Path> list(Path asked) throws IOException {
    return named(asked, Files.list(directory.resolve(asked)));
  }

  /** As {@code Files.walk}. */
  public Stream<Path> walk(Path asked, int depth, FileVisitOption... options) throws IOException {
    return named(asked, Files.walk(directory.resolve(asked), depth, options));
  }

  /** As {@code Files.find}. */
  public Stream<Path> find(
      Path asked,
      int depth,
      BiPredicate<Path, BasicFileAttributes> matcher,
      FileVisitOption... options)
      throws IOException {
    BiPredicate<Path, BasicFileAttributes> resolved =
        (path, attributes) -> matcher.test(directory.likeAsked(asked, path), attributes);
    return named(asked, Files.find(directory.resolve(asked), depth, resolved, options));
  }

  private Stream<Path> named(Path asked, Stream<Path> found) {
    return directory.isRelative(asked)
        ? found.map(path -> directory.likeAsked(asked, path))
        : found;
  }

  /** As {@code Files.walkFileTree}. */
  public Path walk(
      Path asked, Set<FileVisitOption> options, int depth, FileVisitor<? super Path> visitor)
      throws IOException {
    FileVisitor<? super Path> told =
        directory.isRelative(asked) ? new Named(asked, visitor) : visitor;
    Files.walkFileTree(directory.resolve(asked), options, depth, told);
    return asked;
  }

  /** As {@code Files.newDirectoryStream} with a pattern for the last name. */
  public DirectoryStream<Path> directory(Path asked, String glob) throws IOException {
    PathMatcher matcher = asked.getFileSystem().getPathMatcher("glob:" + glob);
    return directory(asked, entry -> matcher.matches(entry.getFileName()));
  }

  /** As {@code Files.newDirectoryStream}. */
  public DirectoryStream<Path> directory(Path asked, DirectoryStream.Filter<? super Path> filter)
      throws IOException {
    DirectoryStream<Path> found =
        Files.newDirectoryStream(
            directory.resolve(asked), path -> filter.accept(directory.likeAsked(asked, path)));
    return directory.isRelative(asked) ? new NamedDirectory(asked, found) : found;
  }

  private final class NamedDirectory implements DirectoryStream<Path> {
    private final Path asked;
    private final DirectoryStream<Path> found;

    NamedDirectory(Path asked, DirectoryStream<Path> found) {
      this.asked = asked;
      this.found = found;
    }

    @Override
    public Iterator<Path> iterator() {
      Iterator<Path> paths = found.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return paths.hasNext();
        }

        @Override
        public Path next() {
          return directory.likeAsked(asked, paths.next());
        }
      };
    }

    @Override
    public void close() throws IOException {
      found.close();
    }
  }

  private final class Named implements FileVisitor<Path> {
    private final Path asked;
    private final FileVisitor<? super Path> visitor;

    Named(Path asked, FileVisitor<? super Path> visitor) {
      this.asked = asked;
      this.visitor = visitor;
    }

    private Path named(Path path) {
      return directory.likeAsked(asked, path);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      return visitor.preVisitDirectory(named(path), attributes);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      return visitor.visitFile(named(path), attributes);
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      return visitor.visitFileFailed(named(path), failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure)
        throws IOException {
      return visitor.postVisitDirectory(named(path), failure);
    }
  }
}
