package dev.insula.host.front;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The quick look at a request's head: the ordinary one lies whole in one read, is HTTP/1.1, names
 * its host once and has no body. Such a head is recognised in one pass; about any other nothing is
 * said, and {@link Http1Framing} goes through it state by state. Accepts nothing that it would
 * refuse.
 */
final class Http1PlainHead {
  /** What {@link #end} answers for a head that is not plain: it may still be good. */
  static final int NOT_PLAIN = -1;

  private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
  private static final byte[] HOST = Ascii.bytes("host");
  private static final byte[] EXPECT = Ascii.bytes("expect");
  private static final byte[] CONNECTION = Ascii.bytes("connection");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length");
  private static final byte[] TRANSFER_ENCODING = Ascii.bytes("transfer-encoding");
  private static final int LONGEST_METHOD = 32;

  /** Colon, CR and LF, as the limit on the whole head counts them. */
  private static final int AROUND_FIELD = 3;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private final GateLimits limits;

  Http1PlainHead(GateLimits limits) {
    this.limits = limits;
  }

  /** The index behind the head that begins at {@code from}, or {@link #NOT_PLAIN}. */
  int end(byte[] bytes, int from, int to) {
    int at = endOfMethod(bytes, from, to);
    if (at == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    int target = at + 1;
    at = target;
    while (at < to && Http1Bytes.isTarget(bytes[at])) {
      at++;
    }
    int length = at - target;
    if (length == 0 || length > limits.requestLine() || !startsWith(bytes, at, to, VERSION)) {
      return NOT_PLAIN;
    }
    return endOfFields(bytes, at + VERSION.length, to, length);
  }

  /** CONNECT and TRACE are left to the slow look, with whatever else begins like them. */
  private static int endOfMethod(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isMethod(bytes[at])) {
      at++;
    }
    boolean plain =
        at < to
            && bytes[at] == ' '
            && at > from
            && at - from <= LONGEST_METHOD
            && bytes[from] != 'C'
            && bytes[from] != 'T';
    return plain ? at : NOT_PLAIN;
  }

  private static boolean startsWith(byte[] bytes, int at, int to, byte[] wanted) {
    if (to - at < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int endOfFields(byte[] bytes, int from, int to, int lineBytes) {
    int at = from;
    int headBytes = lineBytes;
    boolean host = false;
    for (int fields = 0; fields <= limits.fields() && at + 1 < to; fields++) {
      if (bytes[at] == '\r') {
        return host && bytes[at + 1] == '\n' ? at + 2 : NOT_PLAIN;
      }
      int name = at;
      while (at < to && Http1Bytes.isName(bytes[at])) {
        at++;
      }
      int end = at < to && at > name && bytes[at] == ':' ? endOfValue(bytes, at + 1, to) : to;
      int fieldBytes = end - name - 1;
      headBytes += fieldBytes + AROUND_FIELD;
      boolean again = host;
      host |= is(HOST, bytes, name, at);
      if (end + 1 >= to
          || bytes[end] != '\r'
          || bytes[end + 1] != '\n'
          || fieldBytes > limits.field()
          || headBytes > limits.head()
          || (again && is(HOST, bytes, name, at))
          || frames(bytes, name, at, end)) {
        return NOT_PLAIN;
      }
      at = end + 2;
    }
    return NOT_PLAIN;
  }

  /** True if the field says something about the body or the connection that must be looked at. */
  private static boolean frames(byte[] bytes, int name, int colon, int end) {
    return switch (colon - name) {
      case 6 -> is(EXPECT, bytes, name, colon);
      case 10 ->
          is(CONNECTION, bytes, name, colon)
              && !ConnectionOptions.isKeepAlive(bytes, colon + 1, end);
      case 14 -> is(CONTENT_LENGTH, bytes, name, colon);
      case 17 -> is(TRANSFER_ENCODING, bytes, name, colon);
      default -> false;
    };
  }

  private static boolean is(byte[] lowerCase, byte[] bytes, int from, int to) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (int at = 0; at < lowerCase.length; at++) {
      int b = bytes[from + at];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }

  /** Index of the first byte that may not stand in a value; eight at a time as long as all may. */
  private static int endOfValue(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && allVisible((long) EIGHT.get(bytes, at))) {
      at += Long.BYTES;
    }
    while (at < to && Http1Bytes.isValue(bytes[at])) {
      at++;
    }
    return at;
  }

  /** False if one of the eight bytes is below a blank or is DEL. */
  private static boolean allVisible(long eight) {
    long control = (eight - ONES * ' ') & ~eight;
    long delete = eight ^ (ONES * 0x7f);
    return ((control | ((delete - ONES) & ~delete)) & TOPS) == 0;
  }
}
