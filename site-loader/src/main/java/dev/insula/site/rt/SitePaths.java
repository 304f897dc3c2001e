package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.WorkingDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Stands in for what makes a path absolute or opens it, outside {@code java.nio.file.Files}. */
public final class SitePaths {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SitePaths() {}

  @Replaces(value = Path.class, kind = Kind.VIRTUAL)
  public static Path toAbsolutePath(Path path) {
    return DIRECTORY.resolve(path).toAbsolutePath();
  }

  @Replaces(value = Path.class, kind = Kind.VIRTUAL)
  public static Path toRealPath(Path path, LinkOption... options) throws IOException {
    return DIRECTORY.resolve(path).toRealPath(options);
  }

  @Replaces(value = Path.class, kind = Kind.VIRTUAL)
  public static URI toUri(Path path) {
    return DIRECTORY.resolve(path).toUri();
  }

  @Replaces(value = Path.class, kind = Kind.VIRTUAL)
  public static WatchKey register(Path path, WatchService watcher, WatchEvent.Kind<?>... events)
      throws IOException {
    return DIRECTORY.resolve(path).register(watcher, events);
  }

  @Replaces(value = Path.class, kind = Kind.VIRTUAL)
  public static WatchKey register(
      Path path, WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... how)
      throws IOException {
    return DIRECTORY.resolve(path).register(watcher, events, how);
  }

  @Replaces(value = Watchable.class, name = "register", kind = Kind.VIRTUAL)
  public static WatchKey registerWatchable(
      Watchable watchable, WatchService watcher, WatchEvent.Kind<?>... events) throws IOException {
    return watchable instanceof Path path
        ? register(path, watcher, events)
        : watchable.register(watcher, events);
  }

  @Replaces(FileChannel.class)
  public static FileChannel open(Path path, OpenOption... options) throws IOException {
    return FileChannel.open(DIRECTORY.resolve(path), options);
  }

  @Replaces(FileChannel.class)
  public static FileChannel open(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return FileChannel.open(DIRECTORY.resolve(path), options, attributes);
  }

  @Replaces(value = AsynchronousFileChannel.class, name = "open")
  public static AsynchronousFileChannel openAsynchronous(Path path, OpenOption... options)
      throws IOException {
    return AsynchronousFileChannel.open(DIRECTORY.resolve(path), options);
  }

  @Replaces(value = AsynchronousFileChannel.class, name = "open")
  public static AsynchronousFileChannel openAsynchronous(
      Path path,
      Set<? extends OpenOption> options,
      @Nullable ExecutorService executor,
      FileAttribute<?>... attributes)
      throws IOException {
    return AsynchronousFileChannel.open(DIRECTORY.resolve(path), options, executor, attributes);
  }

  @Replaces(FileSystems.class)
  public static FileSystem newFileSystem(Path path) throws IOException {
    return FileSystems.newFileSystem(DIRECTORY.resolve(path), Map.of());
  }

  @Replaces(FileSystems.class)
  public static FileSystem newFileSystem(Path path, Map<String, ?> environment) throws IOException {
    return FileSystems.newFileSystem(DIRECTORY.resolve(path), environment);
  }

  @Replaces(FileSystems.class)
  public static FileSystem newFileSystem(Path path, @Nullable ClassLoader loader)
      throws IOException {
    return FileSystems.newFileSystem(DIRECTORY.resolve(path), loader);
  }

  @Replaces(FileSystems.class)
  public static FileSystem newFileSystem(
      Path path, Map<String, ?> environment, @Nullable ClassLoader loader) throws IOException {
    return FileSystems.newFileSystem(DIRECTORY.resolve(path), environment, loader);
  }
}
