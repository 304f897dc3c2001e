package dev.insula.host.front;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Copies a log, and what is appended to it until the reader leaves. */
final class LogTail {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private LogTail() {}

  static void copy(Path file, OutputStream out, boolean follow) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(out);
      out.flush();
      while (follow && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (in.transferTo(out) > 0) {
          out.flush();
        }
      }
    }
  }
}
