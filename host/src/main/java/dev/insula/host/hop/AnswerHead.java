package dev.insula.host.hop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the head of an answer and copies what the client may see of it. One per I/O thread: what
 * was parsed is valid until the next call.
 *
 * <p>Strict (RFC 9112): lines end in CR LF, names are tokens right before the colon, no line is
 * folded, no control byte stands in a value, at most one framing field. What is hop-by-hop, also by
 * nomination in {@code Connection}, is left out of the copy.
 */
final class AnswerHead {
  /** The first pieces of status lines; both are sent to the client as the second. */
  private static final byte[] HTTP_10 = HttpBytes.ascii("HTTP/1.0 ");

  private static final byte[] HTTP_11 = HttpBytes.ascii("HTTP/1.1 ");
  private static final int STATUS_LINE = 12;

  private final AnswerFields fields = new AnswerFields();
  private final List<byte[]> nominated = new ArrayList<>();
  private byte[] copy = new byte[4096];
  private int copied;
  private int status;

  /**
   * Parses the bytes from 0 to {@code end}.
   *
   * @param toHead whether the request's method was HEAD
   * @return the index after the head, or -1 when it is not complete
   */
  int parse(byte[] in, int end, boolean toHead) throws BadAnswerException {
    if (end < STATUS_LINE + 2) {
      mayBecomeAnswer(in, end);
      return -1;
    }
    if (copy.length < end + 2) {
      copy = new byte[end + 1024];
    }
    copied = 0;
    nominated.clear();
    boolean http10 = startsWith(in, HTTP_10);
    if (!http10 && !startsWith(in, HTTP_11)) {
      throw new BadAnswerException("the answer does not start with HTTP/1.1 or HTTP/1.0");
    }
    status = status(in);
    fields.begin(status, toHead, http10);
    int line = statusLine(in, end);
    return line == -1 ? -1 : fieldLines(in, line, end);
  }

  private static void mayBecomeAnswer(byte[] in, int end) throws BadAnswerException {
    int compared = Math.min(end, HTTP_11.length - 2);
    if (!Arrays.equals(in, 0, compared, HTTP_11, 0, compared)) {
      throw new BadAnswerException("the answer does not start with HTTP/1.");
    }
  }

  private static boolean startsWith(byte[] in, byte[] start) {
    return Arrays.equals(in, 0, start.length, start, 0, start.length);
  }

  private static int status(byte[] in) throws BadAnswerException {
    int hundreds = in[9] - '0';
    int tens = in[10] - '0';
    int ones = in[11] - '0';
    if (hundreds < 1 || hundreds > 5 || tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      throw new BadAnswerException("the answer's status is not a number from 100 to 599");
    }
    return hundreds * 100 + tens * 10 + ones;
  }

  private int statusLine(byte[] in, int end) throws BadAnswerException {
    byte next = in[STATUS_LINE];
    if (next != ' ' && next != '\r') {
      throw new BadAnswerException("the answer's status has no blank after it");
    }
    int line = lineEnd(in, STATUS_LINE, end);
    if (line != -1) {
      append(HTTP_11, 0, HTTP_11.length);
      append(in, HTTP_11.length, STATUS_LINE);
      copy[copied++] = ' ';
      append(in, Math.min(STATUS_LINE + 1, line - 2), line);
    }
    return line;
  }

  private int fieldLines(byte[] in, int first, int end) throws BadAnswerException {
    int kept = first;
    int line = first;
    while (true) {
      if (line + 1 >= end) {
        return -1;
      }
      if (in[line] == '\r') {
        return end(in, kept, line);
      }
      int colon = nameEnd(in, line, end);
      int next = colon == -1 ? -1 : lineEnd(in, colon + 1, end);
      if (next == -1) {
        return -1;
      }
      if (!fields.keeps(in, line, colon, next - 2, nominated)) {
        append(in, kept, line);
        kept = next;
      }
      line = next;
    }
  }

  private int end(byte[] in, int kept, int blank) throws BadAnswerException {
    if (in[blank + 1] != '\n') {
      throw new BadAnswerException("a CR without LF stands in the answer's head");
    }
    append(in, kept, blank);
    fields.end();
    if (!nominated.isEmpty()) {
      copied = Nominated.remove(copy, copied, nominated);
    }
    return blank + 2;
  }

  private static int nameEnd(byte[] in, int line, int end) throws BadAnswerException {
    for (int i = line; i < end; i++) {
      byte b = in[i];
      if (!HttpBytes.isToken(b)) {
        if (b != ':' || i == line) {
          throw new BadAnswerException("a line of the answer's head has no name before a colon");
        }
        return i;
      }
    }
    return -1;
  }

  /** The index after CR LF; everything before it may stand in a value. */
  private static int lineEnd(byte[] in, int from, int end) throws BadAnswerException {
    for (int i = from; i < end; i++) {
      byte b = in[i];
      if (!HttpBytes.isFieldValue(b)) {
        if (b != '\r' || (i + 1 < end && in[i + 1] != '\n')) {
          throw new BadAnswerException("a control byte stands in the answer's head");
        }
        return i + 1 < end ? i + 2 : -1;
      }
    }
    return -1;
  }

  private void append(byte[] from, int start, int end) {
    System.arraycopy(from, start, copy, copied, end - start);
    copied += end - start;
  }

  int status() {
    return status;
  }

  AnswerFields fields() {
    return fields;
  }

  /** Status line and field lines for the client, without the blank line. */
  byte[] copy() {
    return copy;
  }

  int copied() {
    return copied;
  }

  /** Makes room for more lines after {@link #copied}. */
  byte[] copyWithRoomFor(int more) {
    if (copy.length < copied + more) {
      copy = Arrays.copyOf(copy, copied + more);
    }
    return copy;
  }
}
