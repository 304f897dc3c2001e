package dev.insula.config.read;

import dev.insula.config.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code health}. */
final class HealthKeys {
  static final Key<String> PATH = Key.of("path", Texts.urlPath());
  static final Key<Integer> EXPECT = Key.of("expect", Scalars.integer(100, 599));
  static final Key<Duration> WITHIN =
      Key.of("within", Units.duration(Duration.ofMillis(1), Duration.ofHours(1)));
  static final Key<Duration> EVERY =
      Key.of("every", Units.duration(Duration.ofMillis(100), Duration.ofDays(1)));

  static final KeyTable TABLE =
      new KeyTable("sites.*.health", "health", List.of(PATH, EXPECT, WITHIN, EVERY));

  private HealthKeys() {}

  static Optional<Health> read(Section health) {
    Optional<String> path = health.require(PATH, "\"path: /healthz\"");
    int expect = health.get(EXPECT, Health.EXPECT);
    Duration within = health.get(WITHIN, Health.WITHIN);
    Duration every = health.get(EVERY, Health.EVERY);
    return path.map(found -> new Health(found, expect, within, every));
  }
}
