package dev.insula.host.front;

/**
 * Reads a request path, as it was sent, segment by segment, the way the most lenient application
 * object would: percent signs decoded, runs of slashes as one, encoded slashes as slashes, and
 * without the parameters behind a semicolon. So what guards or serves a prefix holds for every
 * spelling of it. Allocates nothing.
 */
final class PathSegments {
  private PathSegments() {}

  /** Where the path ends: at the query or at the end of the text. */
  static int end(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path.length() : query;
  }

  /** The index behind the slashes that begin at {@code at}; {@code at} itself if there is none. */
  static int behindSlashes(String path, int at, int end) {
    int behind = at;
    while (behind < end && isSlash(path, behind)) {
      behind += width(path, behind);
    }
    return behind;
  }

  /** Where the segment that begins at {@code at} ends: at a slash or the path's end. */
  static int segmentEnd(String path, int at, int end) {
    int found = at;
    while (found < end && !isSlash(path, found)) {
      found += width(path, found);
    }
    return Math.min(found, end);
  }

  /** Where its name ends: at the first semicolon, or where the segment ends. */
  static int nameEnd(String path, int at, int segmentEnd) {
    int semicolon = path.indexOf(';', at, segmentEnd);
    return semicolon < 0 ? segmentEnd : semicolon;
  }

  /** A hash of the bytes that the name spells. */
  static int hash(String path, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at += width(path, at)) {
      hash = 31 * hash + (octet(path, at) & 0xff);
    }
    return hash;
  }

  /** The same hash of the bytes themselves. */
  static int hash(byte[] name) {
    int hash = 0;
    for (byte b : name) {
      hash = 31 * hash + (b & 0xff);
    }
    return hash;
  }

  /** True if these characters spell exactly these bytes. */
  static boolean spells(String path, int from, int to, byte[] name) {
    int at = from;
    for (byte wanted : name) {
      if (at >= to || octet(path, at) != (wanted & 0xff)) {
        return false;
      }
      at += width(path, at);
    }
    return at >= to;
  }

  /** The byte at {@code at}, decoded; a character that is no byte stands for itself. */
  static int octet(String path, int at) {
    char c = path.charAt(at);
    if (c == '%') {
      int decoded = TargetPath.hex(path, at);
      return decoded < 0 ? c : decoded;
    }
    return c;
  }

  /** How many characters spell it. */
  static int width(String path, int at) {
    return path.charAt(at) == '%' && TargetPath.hex(path, at) >= 0 ? 3 : 1;
  }

  private static boolean isSlash(String path, int at) {
    char c = path.charAt(at);
    return c == '/' || (c == '%' && TargetPath.hex(path, at) == '/');
  }
}
