package dev.insula.host.hop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;

/** Where long request bodies of one site wait, and how many bytes they may take together. */
public final class SpoolDirectory {
  private final Path directory;
  private final long quotaBytes;
  private final AtomicLong used = new AtomicLong();

  /**
   * A directory with a quota.
   *
   * @param directory made when it is first needed, readable by the host's user only
   * @param quotaBytes for all bodies that are spooled at once
   */
  public SpoolDirectory(Path directory, long quotaBytes) {
    if (quotaBytes < 0) {
      throw new IllegalArgumentException("quotaBytes is negative: " + quotaBytes);
    }
    this.directory = directory;
    this.quotaBytes = quotaBytes;
  }

  /** Bytes that bodies take now. */
  public long usedBytes() {
    return used.get();
  }

  /** Sets bytes aside; false when the quota does not allow it. */
  boolean reserve(long bytes) {
    if (used.addAndGet(bytes) <= quotaBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Opens a file without a name, so that it is gone when its channel is closed. Blocks. */
  FileChannel open() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path file = Files.createTempFile(directory, "body", "");
    try {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
  }
}
