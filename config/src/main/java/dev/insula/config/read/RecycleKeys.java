package dev.insula.config.read;

import dev.insula.config.ByteSize;
import dev.insula.config.Recycle;
import java.time.Duration;
import java.util.List;

/** The keys of {@code recycle}. */
final class RecycleKeys {
  static final Key<Integer> REQUESTS = Key.of("requests", Scalars.integer(1, 1_000_000_000));
  static final Key<Duration> AFTER =
      Key.of("after", Units.duration(Duration.ofSeconds(10), Duration.ofDays(365)));
  static final Key<ByteSize> MEMORY = Key.of("memory", Units.size(ByteSize.ofMebibytes(1)));

  static final KeyTable TABLE =
      new KeyTable("sites.*.recycle", "recycle", List.of(REQUESTS, AFTER, MEMORY));

  private RecycleKeys() {}

  static Recycle read(Section recycle) {
    return new Recycle(
        Numbers.optional(recycle.find(REQUESTS)), recycle.find(AFTER), recycle.find(MEMORY));
  }
}
