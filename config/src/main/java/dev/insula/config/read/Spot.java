package dev.insula.config.read;

import dev.insula.config.Place;

/**
 * Where a key or value stands, and its path in the manifest.
 *
 * @param path such as {@code sites.shop.isolation}; a value under {@code defaults:} keeps the path
 *     it was written at
 */
record Spot(Source source, int line, int column, String path) {
  Place place() {
    return source.place(line, column);
  }

  boolean isUnderDefaults() {
    return path.startsWith("defaults.");
  }
}
