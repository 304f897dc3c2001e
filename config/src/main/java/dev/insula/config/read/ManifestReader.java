package dev.insula.config.read;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads manifests. Never throws for a faulty one: whatever is wrong with the file or its text comes
 * back as {@link Reading.Invalid}. Safe for use by any thread.
 */
public final class ManifestReader {
  private ManifestReader() {}

  /** Reads a manifest and every file that it includes. */
  public static Reading read(Path file) {
    return new Session(file).readFile();
  }

  /** The same, but included files that have not changed since they became known are not read. */
  public static Reading read(Path file, KnownFiles known) {
    return new Session(file, known).readFile();
  }

  /**
   * Reads a manifest as if the file had this content; the files it names are looked for beside that
   * file.
   */
  public static Reading read(Path file, byte[] content) {
    return new Session(file).readContent(content);
  }

  /** The sites of a manifest as they were written; empty when {@link #read(Path)} refuses it. */
  public static Optional<Written> written(Path file) {
    return new Session(file).written();
  }
}
