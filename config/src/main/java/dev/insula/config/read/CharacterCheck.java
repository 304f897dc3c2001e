package dev.insula.config.read;

import dev.insula.config.Place;
import java.util.Optional;

/** Finds the first character that one cannot see, or that YAML would not keep. */
final class CharacterCheck {
  private final Source source;
  private final int offset;

  CharacterCheck(Source source) {
    this.source = source;
    this.offset = firstForbidden(source);
  }

  private static int firstForbidden(Source source) {
    for (int i = 0; i < source.length(); i++) {
      if (isForbidden(source.at(i))) {
        return i;
      }
    }
    return -1;
  }

  static boolean isForbidden(int c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    boolean isLayout = c == '\t' || c == '\n' || c == '\r';
    return switch (Character.getType(c)) {
      case Character.CONTROL -> !isLayout;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      case Character.FORMAT -> c == 0xfeff || isBidirectional(c);
      default -> c == 0xfffe || c == 0xffff;
    };
  }

  /** Makes text look as if it stood in another order than it does. */
  private static boolean isBidirectional(int c) {
    return (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x61c;
  }

  Optional<Place> problemPlace() {
    return offset < 0 ? Optional.empty() : Optional.of(source.placeOf(offset));
  }

  String message() {
    int c = source.at(offset);
    if (c == 0xfeff && offset == 0) {
      return "the file begins with a byte order mark; save it as UTF-8 without one";
    }
    return String.format("here is the invisible character U+%04X; remove it", c);
  }
}
