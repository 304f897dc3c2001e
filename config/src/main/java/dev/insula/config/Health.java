package dev.insula.config;

import java.time.Duration;

/**
 * The request that a new generation must answer before it gets traffic.
 *
 * @param path begins with a slash
 * @param expect the status that means healthy: 100 to 599
 */
public record Health(String path, int expect, Duration within) {
  public static final int EXPECT = 200;
  public static final Duration WITHIN = Duration.ofSeconds(5);
}
