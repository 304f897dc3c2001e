package dev.insula.config.read;

import dev.insula.config.Timeouts;
import java.time.Duration;
import java.util.List;

/** The keys of {@code timeouts}. */
final class TimeoutKeys {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  static final Key<Duration> START = Key.of("start", Units.duration(SECOND, DAY));
  static final Key<Duration> REQUEST = Key.of("request", Units.duration(Duration.ofMillis(1), DAY));
  static final Key<Duration> DRAIN = Key.of("drain", Units.duration(Duration.ZERO, DAY));
  static final Key<Duration> QUEUE = Key.of("queue", Units.duration(Duration.ZERO, DAY));
  static final Key<Duration> IDLE = Key.of("idle", Units.duration(SECOND, Duration.ofDays(365)));

  static final KeyTable TABLE =
      new KeyTable("sites.*.timeouts", "timeouts", List.of(START, REQUEST, DRAIN, QUEUE, IDLE));

  private TimeoutKeys() {}

  static Timeouts read(Section timeouts) {
    return new Timeouts(
        timeouts.get(START, Timeouts.START),
        timeouts.get(REQUEST, Timeouts.REQUEST),
        timeouts.get(DRAIN, Timeouts.DRAIN),
        timeouts.get(QUEUE, Timeouts.QUEUE),
        timeouts.find(IDLE));
  }
}
