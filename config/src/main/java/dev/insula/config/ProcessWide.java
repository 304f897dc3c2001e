package dev.insula.config;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a site's writes to what the whole JVM shares and cannot be isolated. Two are
 * equal when they say the same, wherever it is written.
 *
 * @param written where the manifest says so
 */
public record ProcessWide(Mode mode, Optional<Place> written) {
  /** What the manifest may say. */
  public enum Mode {
    /** What can be is isolated; the rest goes through and is recorded. */
    ISOLATE,
    /** The same, and whoever runs the host is warned. */
    WARN,
    /** The rest is refused. */
    DENY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What holds for a site that says nothing. */
  public static ProcessWide isolate() {
    return new ProcessWide(Mode.ISOLATE, Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProcessWide that && mode == that.mode;
  }

  @Override
  public int hashCode() {
    return mode.hashCode();
  }

  @Override
  public String toString() {
    return mode.toString();
  }
}
