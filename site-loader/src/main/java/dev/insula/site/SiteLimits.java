package dev.insula.site;

import java.time.Duration;

/**
 * What one site may use.
 *
 * @param largestBody the longest request body in bytes; longer ones are refused with 413
 * @param threads how many threads answer requests that may block, at most
 * @param queue how many requests may wait for such a thread; further ones are answered 503
 * @param start how long the application object may take to be made
 */
public record SiteLimits(long largestBody, int threads, int queue, Duration start) {
  private static final long MEBIBYTE = 1024L * 1024;

  /** 16 MiB, 64 threads, 128 waiting requests, 30 seconds. */
  public static final SiteLimits DEFAULT =
      new SiteLimits(16 * MEBIBYTE, 64, 128, Duration.ofSeconds(30));

  /** Refuses what would let no request through. */
  public SiteLimits {
    if (largestBody < 0) {
      throw new IllegalArgumentException("The longest body is " + largestBody + "; least is 0.");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("A site with " + threads + " threads; least is 1.");
    }
    if (queue < 0) {
      throw new IllegalArgumentException("A queue of " + queue + " requests; least is 0.");
    }
    if (!start.isPositive()) {
      throw new IllegalArgumentException("A start within " + start + "; it must be positive.");
    }
  }
}
