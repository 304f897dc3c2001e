package dev.insula.config.read;

import dev.insula.config.Place;
import java.nio.file.Path;

/** The decoded text of one manifest file. */
final class Source {
  private final Path file;
  private final Path shown;
  private final String text;
  private final int[] codePoints;

  /**
   * @param file absolute
   * @param shown the name that problems are told with
   */
  Source(Path file, Path shown, String text) {
    this.file = file;
    this.shown = shown;
    this.text = text;
    this.codePoints = text.codePoints().toArray();
  }

  String text() {
    return text;
  }

  /** The code point at an offset, 0 behind the end. */
  int at(long offset) {
    return offset >= 0 && offset < codePoints.length ? codePoints[(int) offset] : 0;
  }

  int length() {
    return codePoints.length;
  }

  Path file() {
    return file;
  }

  /** Relative file names in this file start here. */
  Path folder() {
    return file.resolveSibling("");
  }

  Place place(int line, int column) {
    return new Place(shown, line, column);
  }

  /** The place of an offset, for findings that come without line and column. */
  Place placeOf(int offset) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(offset, codePoints.length); i++) {
      boolean endsLine = at(i) == '\n' || (at(i) == '\r' && at(i + 1L) != '\n');
      line += endsLine ? 1 : 0;
      column = endsLine ? 1 : column + 1;
    }
    return place(line, column);
  }
}
