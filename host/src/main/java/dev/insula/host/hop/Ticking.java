package dev.insula.host.hop;

/** Something that looks at its times when the lane's clock ticks. */
interface Ticking {
  /**
   * Looks at the times.
   *
   * @param now nanoseconds by {@link System#nanoTime}
   */
  void tick(long now);
}
