package dev.insula.host.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts that this user runs, so that a command given away from the manifest's folder still
 * finds the one that is meant. A folder with one file for each host, named by its process and
 * holding the path of its control socket.
 */
final class RunningHosts {
  private final Path folder;

  RunningHosts(Path folder) {
    this.folder = folder;
  }

  /**
   * In {@code XDG_RUNTIME_DIR}, else in a folder of this user's own beside other temporary files.
   */
  static RunningHosts ofThisUser() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return new RunningHosts(
        runtime == null || runtime.isEmpty()
            ? Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("insula-" + System.getProperty("user.name"))
            : Path.of(runtime).resolve("insula"));
  }

  /** Only a convenience: a host that cannot write there runs as well. */
  Registration register(Path control) {
    Path file = folder.resolve(Long.toString(ProcessHandle.current().pid()));
    try {
      if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (isOurs()) {
        Files.writeString(file, control.toAbsolutePath().toString());
      }
    } catch (IOException _) {
      return new Registration(Optional.empty());
    }
    return new Registration(Optional.of(file));
  }

  /** The control sockets of the hosts that still run. */
  List<Path> controls() {
    if (!isOurs()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(RunningHosts::runs).flatMap(RunningHosts::control).toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /** Whoever could write here could send this user's orders to a host of their own. */
  private boolean isOurs() {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
              .getName()
              .equals(System.getProperty("user.name"))
          && PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
              .endsWith("---");
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean runs(Path file) {
    try {
      return ProcessHandle.of(Long.parseLong(file.getFileName().toString())).isPresent();
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static Stream<Path> control(Path file) {
    try {
      Path control = Path.of(Files.readString(file));
      return Files.exists(control) ? Stream.of(control) : Stream.empty();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  /** A host's entry; closing takes it away. */
  record Registration(Optional<Path> file) implements AutoCloseable {
    @Override
    public void close() {
      try {
        if (file.isPresent()) {
          Files.deleteIfExists(file.get());
        }
      } catch (IOException _) {
        // Its process is gone soon, and then it does not count any more.
      }
    }
  }
}
