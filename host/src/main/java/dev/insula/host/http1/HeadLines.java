package dev.insula.host.http1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a head. A client says nearly the same with each request, so a line that is equal to
 * the one in its place last time is not read again. Line 0 is the request's own.
 */
final class HeadLines {
  static final int INCOMPLETE = -1;

  /** Longer heads are not remembered: each open connection keeps one. */
  private static final int REMEMBERED = 2048;

  private static final int USUAL = 16;

  private byte[] before = new byte[0];
  private int[] ends = new int[USUAL];
  private int[] nextEnds = new int[USUAL];
  private @Nullable HttpString[] names = new @Nullable HttpString[USUAL];
  private @Nullable String[] values = new @Nullable String[USUAL];
  private @Nullable RequestLine request;
  private int count;
  private int remembered;

  /** The index behind the head that begins these bytes, or {@link #INCOMPLETE}. */
  int read(byte[] bytes, int length) {
    boolean same = true;
    int line = 0;
    int at = 0;
    while (line == 0 || (at + 1 < length && bytes[at] != '\r')) {
      int end = line < remembered ? sameAsBefore(line, bytes, at, length) : INCOMPLETE;
      if (end == INCOMPLETE) {
        same = false;
        end = readLine(line, bytes, at, length);
        if (end == INCOMPLETE) {
          break;
        }
      }
      nextEnds[line++] = end;
      at = end;
    }
    if (at + 1 >= length || bytes[at] != '\r' || line == 0) {
      remembered = 0;
      return INCOMPLETE;
    }
    count = line;
    if (!same || line != remembered) {
      remember(bytes, at);
    }
    return at + 2;
  }

  private int sameAsBefore(int line, byte[] bytes, int at, int length) {
    int start = line == 0 ? 0 : ends[line - 1];
    int end = at + ends[line] - start;
    boolean same = end <= length && Arrays.equals(bytes, at, end, before, start, ends[line]);
    return same ? end : INCOMPLETE;
  }

  private int readLine(int line, byte[] bytes, int from, int length) {
    int at = from;
    while (at < length && bytes[at] != '\n') {
      at++;
    }
    if (at == length) {
      return INCOMPLETE;
    }
    if (line == 0) {
      request = RequestLine.of(bytes, from, at - 1);
    } else {
      makeRoom(line);
      readField(line, bytes, from, at - 1);
    }
    return at + 1;
  }

  private void makeRoom(int line) {
    if (line >= names.length) {
      int room = 2 * line;
      names = Arrays.copyOf(names, room);
      values = Arrays.copyOf(values, room);
      nextEnds = Arrays.copyOf(nextEnds, room);
      ends = Arrays.copyOf(ends, room);
    }
  }

  private void readField(int line, byte[] bytes, int from, int to) {
    int colon = from;
    while (bytes[colon] != ':') {
      colon++;
    }
    int first = colon + 1;
    int last = to;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    names[line] = FieldNames.of(bytes, from, colon);
    values[line] = new String(bytes, first, last - first, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private void remember(byte[] bytes, int length) {
    remembered = 0;
    if (length <= REMEMBERED) {
      if (before.length < length) {
        before = new byte[Math.min(REMEMBERED, 2 * length)];
      }
      System.arraycopy(bytes, 0, before, 0, length);
      int[] unused = ends;
      ends = nextEnds;
      nextEnds = unused;
      remembered = count;
    }
  }

  /** The request line of the latest complete head. */
  RequestLine request() {
    return Objects.requireNonNull(request);
  }

  /** Adds the fields of the latest complete head, in their order. */
  void into(HeaderMap headers) {
    for (int line = 1; line < count; line++) {
      headers.add(Objects.requireNonNull(names[line]), Objects.requireNonNull(values[line]));
    }
  }
}
