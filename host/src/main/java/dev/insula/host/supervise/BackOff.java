package dev.insula.host.supervise;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before the next attempt to start: doubles from 0.2 s to 60 s, with a quarter of jitter
 * so that sites which fail together do not come back together. A generation that stayed ready for
 * ten seconds begins again at the shortest pause.
 */
final class BackOff {
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private int failures;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** The pause after one more failure of something that had been ready for this long. */
  Duration next(Duration readyFor) {
    if (settles(readyFor)) {
      failures = 0;
    }
    long pause = SHORTEST.toMillis() << Math.min(failures++, 16);
    long bounded = Math.min(pause, LONGEST.toMillis());
    return Duration.ofMillis(bounded + random.nextLong(bounded / 4 + 1));
  }

  /** Whether something that has been ready for this long is no part of a row of failures. */
  boolean settles(Duration readyFor) {
    return readyFor.compareTo(SETTLED) >= 0;
  }

  /** How many times it failed since it last settled. */
  int failures() {
    return failures;
  }
}
