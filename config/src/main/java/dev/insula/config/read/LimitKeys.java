package dev.insula.config.read;

import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import dev.insula.config.Limits;
import java.util.List;

/** The keys of {@code limits}. */
final class LimitKeys {
  private static final ByteSize LEAST_MEMORY = ByteSize.ofMebibytes(1);

  static final Key<ByteSize> MEMORY =
      Key.of("memory", Units.size(LEAST_MEMORY)).onlyFor(Kind.programs()).onlyInProcess();
  static final Key<CpuShare> CPU =
      Key.of("cpu", Units.cpu()).onlyFor(Kind.programs()).onlyInProcess();
  static final Key<Integer> TASKS =
      Key.of("tasks", Scalars.integer(1, 1_000_000)).onlyFor(Kind.programs()).onlyInProcess();
  static final Key<ByteSize> BODY = Key.of("body", Units.size(new ByteSize(0)));
  static final Key<Integer> QUEUE = Key.of("queue", Scalars.integer(0, 100_000));
  static final Key<Integer> CONCURRENCY = Key.of("concurrency", Scalars.integer(1, 100_000));

  static final KeyTable TABLE =
      new KeyTable(
          "sites.*.limits", "limits", List.of(MEMORY, CPU, TASKS, BODY, QUEUE, CONCURRENCY));

  private LimitKeys() {}

  /**
   * @param workers requests that the site's daemon processes handle at a time; 0 in a shared JVM
   */
  static Limits read(Section limits, int workers) {
    int concurrency = workers == 0 ? Limits.CONCURRENCY : 2 * workers;
    return new Limits(
        limits.find(MEMORY),
        limits.find(CPU),
        Numbers.optional(limits.find(TASKS)),
        limits.get(BODY, Limits.BODY),
        limits.get(QUEUE, Limits.QUEUE),
        limits.get(CONCURRENCY, concurrency));
  }
}
