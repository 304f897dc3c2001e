package dev.insula.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a site may take.
 *
 * @param start until a new generation is ready
 * @param request until the first byte of an answer, and between two bytes of it
 * @param drain for the requests in flight of a generation that is being stopped
 * @param queue for a request to wait until the site can take it
 * @param idle without a request until the site is stopped; empty: never
 */
public record Timeouts(
    Duration start, Duration request, Duration drain, Duration queue, Optional<Duration> idle) {
  public static final Duration START = Duration.ofSeconds(30);
  public static final Duration REQUEST = Duration.ofSeconds(60);
  public static final Duration DRAIN = Duration.ofSeconds(30);
  public static final Duration QUEUE = Duration.ofSeconds(5);

  public static Timeouts defaults() {
    return new Timeouts(START, REQUEST, DRAIN, QUEUE, Optional.empty());
  }
}
