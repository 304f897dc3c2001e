package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.util.Optional;

/**
 * How files are served.
 *
 * @param next what answers where there is no file, and every method but GET and HEAD; without it
 *     that is 404 and 405
 * @param maxAge how long clients may use an answer without asking again; without it they decide
 *     themselves (RFC 9111 section 4.2.2)
 * @param immutableHashed whether names that carry a hash of the content, such as {@code
 *     base.55e7cbb9ba48.css}, may be kept for a year without asking again (RFC 8246)
 */
public record StaticOptions(
    Optional<HttpHandler> next, Optional<Duration> maxAge, boolean immutableHashed) {
  /** Nothing behind, and no word about caching. */
  public static final StaticOptions DEFAULT =
      new StaticOptions(Optional.empty(), Optional.empty(), false);

  /** Checks the age. */
  public StaticOptions {
    if (maxAge.isPresent() && maxAge.get().isNegative()) {
      throw new IllegalArgumentException(
          "The age of static files is " + maxAge.get() + "; the least is 0.");
    }
  }

  /** The Cache-Control field for a file of this name; empty for none. */
  String cacheControl(String fileName) {
    if (immutableHashed && StaticHash.isIn(fileName)) {
      return "public, max-age=31536000, immutable";
    }
    return maxAge.map(age -> "public, max-age=" + age.toSeconds()).orElse("");
  }
}
