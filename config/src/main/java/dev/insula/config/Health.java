package dev.insula.config;

import java.time.Duration;

/**
 * The request that a new generation must answer before it gets traffic, and again and again
 * afterwards.
 *
 * @param path begins with a slash
 * @param expect the status that means healthy: 100 to 599
 * @param within how long one answer may take
 * @param every the pause between two requests while the generation serves
 */
public record Health(String path, int expect, Duration within, Duration every) {
  public static final int EXPECT = 200;
  public static final Duration WITHIN = Duration.ofSeconds(5);
  public static final Duration EVERY = Duration.ofSeconds(10);

  /** With the default pause. */
  public Health(String path, int expect, Duration within) {
    this(path, expect, within, EVERY);
  }
}
