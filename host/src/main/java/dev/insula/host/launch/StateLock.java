package dev.insula.host.launch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second host out of a state folder, where it would take the first one's sockets. The
 * kernel lets go of it when the process dies, however it does.
 */
public record StateLock(FileChannel file) implements Closeable {
  /**
   * Takes it.
   *
   * @throws IOException with a sentence, if another host has it
   */
  public static StateLock of(Path state) throws IOException {
    FileChannel file =
        FileChannel.open(
            state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(file) == null) {
      file.close();
      throw new IOException(
          "another Insula runs with the state folder %s; stop it, or give this one another `state:`"
              .formatted(state));
    }
    return new StateLock(file);
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
