package dev.insula.host.front;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that a request path below a prefix stands for. Names that could lead anywhere else than
 * to an entry of the folder named before them do not come about.
 *
 * @param names from the folder down; empty for the folder itself
 * @param folder whether the path ends in a slash, and so asks for a folder
 */
record StaticPath(List<String> names, boolean folder) {
  private static final String WELL_KNOWN = ".well-known";
  private static final int LONGEST_NAME = 255;

  StaticPath {
    names = List.copyOf(names);
  }

  /**
   * Reads a path from {@code from} on; null if no file may have it: broken escapes, bytes that are
   * no UTF-8, control characters, slashes and backslashes in a name, empty names, dot segments, and
   * names that begin with a dot, except {@code .well-known} (RFC 8615).
   */
  static @Nullable StaticPath of(String path, int from) {
    int end = PathSegments.end(path);
    List<String> names = new ArrayList<>();
    int at = from;
    while (at < end) {
      int slash = path.indexOf('/', at, end);
      int to = slash < 0 ? end : slash;
      String name = name(path, at, to);
      if (name == null) {
        return null;
      }
      names.add(name);
      at = to + 1;
    }
    return new StaticPath(names, from > 0 && end > 0 && path.charAt(end - 1) == '/');
  }

  private static @Nullable String name(String path, int from, int to) {
    byte[] bytes = new byte[to - from];
    int length = 0;
    for (int at = from; at < to; at += PathSegments.width(path, at)) {
      int octet = PathSegments.octet(path, at);
      boolean broken = path.charAt(at) == '%' && PathSegments.width(path, at) == 1;
      boolean raw = path.charAt(at) > 0x7e;
      if (broken || raw || octet < ' ' || octet == 0x7f || octet == '/' || octet == '\\') {
        return null;
      }
      bytes[length++] = (byte) octet;
    }
    if (length == 0 || length > LONGEST_NAME) {
      return null;
    }
    String name = utf8(ByteBuffer.wrap(bytes, 0, length));
    return name == null || (name.charAt(0) == '.' && !name.equals(WELL_KNOWN)) ? null : name;
  }

  private static @Nullable String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
