package dev.insula.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one site may use.
 *
 * @param memory of the site's daemon processes together
 * @param cpu of the site's daemon processes together
 * @param tasks processes and threads of the site together
 * @param body of one request
 * @param queue requests that wait for the site; more get 503
 * @param concurrency requests that the site handles at a time
 */
public record Limits(
    Optional<ByteSize> memory,
    Optional<CpuShare> cpu,
    OptionalInt tasks,
    ByteSize body,
    int queue,
    int concurrency) {
  public static final ByteSize BODY = ByteSize.ofMebibytes(16);
  public static final int QUEUE = 128;

  /** Requests at a time in a site that shares a JVM. */
  public static final int CONCURRENCY = 64;

  public static Limits defaults() {
    return new Limits(
        Optional.empty(), Optional.empty(), OptionalInt.empty(), BODY, QUEUE, CONCURRENCY);
  }
}
