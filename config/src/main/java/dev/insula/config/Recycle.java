package dev.insula.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a daemon process is replaced by a fresh one.
 *
 * @param requests after it has answered that many
 * @param after it has lived that long
 * @param memory when it holds more than that
 */
public record Recycle(OptionalInt requests, Optional<Duration> after, Optional<ByteSize> memory) {
  public static Recycle never() {
    return new Recycle(OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, however much it holds. */
  public Recycle withoutMemory() {
    return new Recycle(requests, after, Optional.empty());
  }
}
