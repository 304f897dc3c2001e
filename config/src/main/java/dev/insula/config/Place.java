package dev.insula.config;

import java.nio.file.Path;

/**
 * A position in a manifest file.
 *
 * @param file relative to the manifest's folder when it lies below it, else absolute
 * @param line from 1
 * @param column from 1, in Unicode code points
 */
public record Place(Path file, int line, int column) {
  public Place {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "line " + line + " and column " + column + " count from 1");
    }
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
