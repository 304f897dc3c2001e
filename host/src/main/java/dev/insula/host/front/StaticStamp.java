package dev.insula.host.front;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which content a file had at one moment: two equal stamps of one path mean that nothing was
 * written in between, as far as the file system tells.
 *
 * @param file the device and inode, as the file system knows them; null if it does not tell
 * @param size in bytes
 * @param modified when it was written last
 * @param permissions who may read it, so that taking a right away is noticed too
 */
record StaticStamp(
    @Nullable Object file, long size, Instant modified, Set<PosixFilePermission> permissions) {
  private static final long LOCAL_CLOCK_NANOS = 50_000_000;
  private static final long COARSE_CLOCK_NANOS = 2_000_000_000;

  static StaticStamp of(PosixFileAttributes attributes) {
    return new StaticStamp(
        attributes.fileKey(),
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        attributes.permissions());
  }

  /** True if this is the stamp of what is at that path now, reached without a link at its end. */
  boolean isOf(Path path) {
    try {
      return equals(
          of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * The entity tag (RFC 9110 section 8.8.3). Weak as long as another change could still leave the
   * same time behind: 50 ms after the last one, or 2 s where times seem to be whole seconds.
   */
  String tag(Instant now) {
    long nanos = modified.getEpochSecond() * 1_000_000_000 + modified.getNano();
    long clock = modified.getNano() == 0 ? COARSE_CLOCK_NANOS : LOCAL_CLOCK_NANOS;
    boolean settled = now.isAfter(modified.plusNanos(clock));
    return (settled ? "\"" : "W/\"")
        + Long.toHexString(nanos)
        + '-'
        + Long.toHexString(size)
        + '-'
        + Integer.toHexString(Objects.hashCode(file))
        + '"';
  }

  /** True if this is the same file as {@code earlier}, written in the meantime. */
  boolean isRewrittenSince(StaticStamp earlier) {
    boolean same = size == earlier.size && modified.equals(earlier.modified);
    return Objects.equals(file, earlier.file) && !same;
  }
}
