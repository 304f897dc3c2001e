package dev.insula.spawner;

import dev.insula.spawner.plan.TrustedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * What a site prints, in a file of root's that the front may read. A site that floods it fills two
 * files of {@link #LARGEST} bytes and is slowed down to {@link #PACE} bytes a second.
 */
final class SiteLog {
  private static final long LARGEST = 16L << 20;
  private static final long PACE = 4L << 20;
  private static final int READABLE_BY_GROUP = 0640;

  private final Path file;
  private final int readers;
  private boolean failing;

  private SiteLog(Path file, int readers) {
    this.file = file;
    this.readers = readers;
  }

  /**
   * The log in this file, in a folder of root's.
   *
   * @param readers the group that may read it
   * @throws IOException if somebody else could have put something in the file's place
   */
  static SiteLog at(Path file, int readers) throws IOException {
    TrustedFiles.requireFolder(Objects.requireNonNull(file.getParent(), file::toString));
    var log = new SiteLog(file, readers);
    log.create();
    return log;
  }

  private void create() throws IOException {
    open().close();
    SocketFolder.own(file, 0, readers, READABLE_BY_GROUP);
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }

  /** Copies until the stream ends. A disk that is full costs the site its lines, not its life. */
  void copy(InputStream printed) {
    byte[] buffer = new byte[1 << 14];
    try {
      for (int n = printed.read(buffer); n >= 0; n = printed.read(buffer)) {
        append(buffer, n);
        if (n == buffer.length) {
          LockSupport.parkNanos(1_000_000_000L * n / PACE);
        }
      }
    } catch (IOException e) {
      // The pipe of a process that is gone.
      return;
    }
  }

  private synchronized void append(byte[] printed, int length) {
    try {
      if (Files.size(file) > LARGEST) {
        Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
        create();
      }
      try (FileChannel log = open()) {
        log.write(ByteBuffer.wrap(printed, 0, length));
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        System.err.println("insula-spawner: " + file + " cannot be written: " + e.getMessage());
      }
      failing = true;
    }
  }

  private Path previous() {
    return file.resolveSibling(file.getFileName() + ".1");
  }
}
