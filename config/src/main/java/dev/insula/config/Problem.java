package dev.insula.config;

/**
 * One thing that is wrong in a manifest.
 *
 * @param path the value's path such as {@code sites.shop.isolation}; empty for a whole file
 * @param message one or two sentences: what was found, what is allowed, what to do
 */
public record Problem(Place place, String path, String message) {
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
