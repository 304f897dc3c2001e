package dev.insula.host.front;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A prefix of URL paths, as the manifest writes it: {@code /api} is that path and what is below it,
 * {@code /static/} only what is below, {@code /} everything. Compared segment by segment, so {@code
 * /api} has nothing to do with {@code /apix}. Immutable.
 */
public final class PathPrefix {
  private final String written;
  private final List<byte[]> segments;
  private final boolean onlyBelow;

  private PathPrefix(String written, List<byte[]> segments, boolean onlyBelow) {
    this.written = written;
    this.segments = segments;
    this.onlyBelow = onlyBelow;
  }

  /**
   * Reads a prefix; letters outside ASCII stand for themselves.
   *
   * @throws IllegalArgumentException with a sentence, if it does not begin with a slash or holds
   *     what a normal path does not
   */
  public static PathPrefix of(String written) {
    if (!written.startsWith("/")) {
      throw fault(written, "it must begin with a slash");
    }
    if (written.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "%;?#\\".indexOf(c) >= 0)) {
      throw fault(written, "write it decoded, without blanks and without any of % ; ? # \\");
    }
    boolean onlyBelow = written.endsWith("/");
    List<byte[]> segments = new ArrayList<>();
    String inner = written.substring(1, Math.max(1, written.length() - (onlyBelow ? 1 : 0)));
    if (!inner.isEmpty()) {
      for (String segment : inner.split("/", -1)) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
          throw fault(written, "empty segments, . and .. are not allowed in it");
        }
        segments.add(segment.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new PathPrefix(written, segments, onlyBelow);
  }

  private static IllegalArgumentException fault(String written, String rule) {
    return new IllegalArgumentException("\"" + written + "\" is no path prefix: " + rule + ".");
  }

  List<byte[]> segments() {
    return segments;
  }

  boolean onlyBelow() {
    return onlyBelow;
  }

  /**
   * Where, in a path as it was sent, that begins which is below this prefix, behind the slash; the
   * path's end if nothing follows; -1 if the path does not have the prefix.
   */
  int end(String path) {
    int end = PathSegments.end(path);
    int at = 0;
    for (byte[] segment : segments) {
      int from = PathSegments.behindSlashes(path, at, end);
      int to = PathSegments.segmentEnd(path, from, end);
      int name = PathSegments.nameEnd(path, from, to);
      if (from == at || !PathSegments.spells(path, from, name, segment)) {
        return -1;
      }
      at = to;
    }
    int below = PathSegments.behindSlashes(path, at, end);
    return onlyBelow && below == at ? -1 : below;
  }

  @Override
  public String toString() {
    return written;
  }
}
