package dev.insula.host.front;

import java.nio.charset.StandardCharsets;

/**
 * Follows one client connection's HTTP/1.1 bytes and stops at the first that breaks the grammar of
 * RFC 9112 or a limit: what it lets pass has exactly one reading.
 *
 * <p>Beyond the RFC it refuses what servers read differently: obsolete folding, bare CR or LF,
 * blank lines before a request, names with underscores, more than one field of a framing kind,
 * {@code Transfer-Encoding} other than exactly {@code chunked}, chunk extensions over 1 KiB per
 * body. Not safe for use by two threads at once; the connection hands it over together with its
 * exchange.
 */
final class Http1Framing {
  /* A request passes METHOD, TARGET, VERSION, then per field NAME, BLANKS, VALUE or KEPT, and FIELD_LF,
   * then HEAD_LF; a body is LENGTH, or per chunk SIZE, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF, and
   * ends with NAME again (trailers). KEPT collects the values that decide about framing. */
  private enum State {
    METHOD,
    TARGET,
    VERSION,
    LINE_LF,
    NAME,
    BLANKS,
    VALUE,
    KEPT,
    FIELD_LF,
    HEAD_LF,
    LENGTH,
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TUNNEL
  }

  private static final byte[] VERSION = "HTTP/1.1\r".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_METHOD = 32;
  private static final int LONGEST_SIZE = 8;
  private static final int EXTENSION_BUDGET = 1024;
  private static final int PASSED = 0;

  private final GateLimits limits;
  private final Http1PlainHead plain;
  private final Http1Field field = new Http1Field();
  private State state = State.METHOD;
  private int refusal = PASSED;
  private int lineBytes;
  private int headBytes;
  private int fieldBytes;
  private int fields;
  private int versionAt;
  private boolean oldVersion;
  private boolean trailers;
  private boolean connectOrTrace;
  private long remaining;
  private int sizeDigits;
  private int extensionBytes;
  private int headEnd;
  private int heads;

  Http1Framing(GateLimits limits) {
    this.limits = limits;
    this.plain = new Http1PlainHead(limits);
  }

  /** The status to refuse with, or 0 while everything was well formed. */
  int refusal() {
    return refusal;
  }

  /** True between the end of a request's head and the end of its body. */
  boolean inBody() {
    return switch (state) {
      case LENGTH, SIZE, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF -> true;
      case NAME, BLANKS, VALUE, KEPT, FIELD_LF, HEAD_LF -> trailers;
      case METHOD, TARGET, VERSION, LINE_LF, TUNNEL -> false;
    };
  }

  /** Where, in the bytes of the latest {@link #scan}, the latest head ended; -1 if none did. */
  int headEnd() {
    return headEnd;
  }

  /** Heads that were complete so far. */
  int heads() {
    return heads;
  }

  /** From here on the bytes are another protocol's (after an answer of 101). */
  void tunnel() {
    state = State.TUNNEL;
  }

  /** Index of the first byte that must not pass, {@code to} if all may. */
  int scan(byte[] bytes, int from, int to) {
    headEnd = -1;
    int at = from;
    while (at < to && refusal == PASSED) {
      int behind = isBetweenRequests() ? plain.end(bytes, at, to) : Http1PlainHead.NOT_PLAIN;
      at = behind == Http1PlainHead.NOT_PLAIN ? step(bytes, at, to) : plainHead(behind);
    }
    return refusal == PASSED ? to : at;
  }

  private boolean isBetweenRequests() {
    return state == State.METHOD && lineBytes == 0;
  }

  private int plainHead(int behind) {
    heads++;
    headEnd = behind;
    return behind;
  }

  private int step(byte[] bytes, int at, int to) {
    return switch (state) {
      case METHOD -> method(bytes, at, to);
      case TARGET -> target(bytes, at, to);
      case VERSION -> version(bytes[at], at);
      case LINE_LF -> expect('\n', bytes[at], at, State.NAME);
      case NAME -> name(bytes, at, to);
      case BLANKS -> blanks(bytes, at, to);
      case VALUE -> value(bytes, at, to);
      case KEPT -> kept(bytes, at, to);
      case FIELD_LF -> expect('\n', bytes[at], at, State.NAME);
      case HEAD_LF -> bytes[at] == '\n' ? endOfHead(at) : refuse(400, at);
      case LENGTH -> pass(to - at, at, State.METHOD);
      case SIZE -> size(bytes[at], at);
      case EXTENSION -> extension(bytes, at, to);
      case SIZE_LF -> bytes[at] == '\n' ? endOfSize(at) : refuse(400, at);
      case DATA -> pass(to - at, at, State.DATA_CR);
      case DATA_CR -> expect('\r', bytes[at], at, State.DATA_LF);
      case DATA_LF -> expect('\n', bytes[at], at, State.SIZE);
      case TUNNEL -> to;
    };
  }

  private int refuse(int status, int at) {
    refusal = status;
    return at;
  }

  private int expect(char wanted, byte found, int at, State next) {
    if (found != wanted) {
      return refuse(400, at);
    }
    state = next;
    return at + 1;
  }

  private int method(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isMethod(bytes[at])) {
      at++;
    }
    field.name(bytes, from, at);
    lineBytes += at - from;
    if (lineBytes > LONGEST_METHOD) {
      return refuse(400, at);
    }
    if (at == to) {
      return at;
    }
    if (bytes[at] != ' ' || lineBytes == 0) {
      return refuse(400, at);
    }
    connectOrTrace = field.isConnectOrTrace();
    field.clear();
    lineBytes = 0;
    state = State.TARGET;
    return at + 1;
  }

  private int target(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isTarget(bytes[at])) {
      at++;
    }
    lineBytes += at - from;
    if (lineBytes > limits.requestLine()) {
      return refuse(414, at);
    }
    if (at == to) {
      return at;
    }
    if (bytes[at] != ' ' || lineBytes == 0) {
      return refuse(400, at);
    }
    versionAt = 0;
    state = State.VERSION;
    return at + 1;
  }

  private int version(byte found, int at) {
    boolean minor = versionAt == 7;
    if (found == VERSION[versionAt] || (minor && found == '0')) {
      oldVersion = minor ? found == '0' : oldVersion;
      if (++versionAt == VERSION.length) {
        headBytes = lineBytes;
        state = State.LINE_LF;
      }
      return at + 1;
    }
    boolean digit = Http1Bytes.isDigit(found);
    return refuse(digit && (versionAt == 5 || minor) ? 505 : 400, at);
  }

  private int name(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isName(bytes[at])) {
      at++;
    }
    field.name(bytes, from, at);
    fieldBytes += at - from;
    if (fieldBytes > limits.field()) {
      return refuse(431, at);
    }
    if (at == to) {
      return at;
    }
    if (fieldBytes == 0) {
      return expect('\r', bytes[at], at, State.HEAD_LF);
    }
    return bytes[at] == ':' ? endOfName(at) : refuse(400, at);
  }

  private int endOfName(int at) {
    if (++fields > limits.fields()) {
      return refuse(431, at);
    }
    if (!field.begin(trailers)) {
      return refuse(400, at);
    }
    state = State.BLANKS;
    return at + 1;
  }

  private int blanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    fieldBytes += at - from;
    if (at < to) {
      state = field.isKept() ? State.KEPT : State.VALUE;
    }
    return fieldBytes > limits.field() ? refuse(431, at) : at;
  }

  private int value(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isValue(bytes[at])) {
      at++;
    }
    fieldBytes += at - from;
    if (fieldBytes > limits.field()) {
      return refuse(431, at);
    }
    return at == to ? at : endOfField(bytes[at], at);
  }

  private int kept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isValue(bytes[at])) {
      if (!field.keep(bytes[at])) {
        return refuse(400, at);
      }
      at++;
    }
    fieldBytes += at - from;
    if (at == to) {
      return at;
    }
    int verdict = field.endOfValue();
    return verdict == PASSED ? endOfField(bytes[at], at) : refuse(verdict, at);
  }

  private int endOfField(byte found, int at) {
    headBytes += fieldBytes + 3;
    if (headBytes > limits.head()) {
      return refuse(431, at);
    }
    fieldBytes = 0;
    field.clear();
    return expect('\r', found, at, State.FIELD_LF);
  }

  private int endOfHead(int at) {
    if (trailers) {
      nextRequest();
      return at + 1;
    }
    if (!field.framed(oldVersion)) {
      return refuse(400, at);
    }
    if (connectOrTrace) {
      return refuse(405, at);
    }
    heads++;
    headEnd = at + 1;
    remaining = field.length();
    fields = 0;
    headBytes = 0;
    if (field.isChunked()) {
      state = State.SIZE;
    } else if (remaining > 0) {
      state = State.LENGTH;
    } else {
      nextRequest();
    }
    return at + 1;
  }

  private void nextRequest() {
    field.reset();
    lineBytes = 0;
    fields = 0;
    extensionBytes = 0;
    trailers = false;
    state = State.METHOD;
  }

  private int pass(int available, int at, State next) {
    int passed = (int) Math.min(available, remaining);
    remaining -= passed;
    if (remaining == 0) {
      if (next == State.METHOD) {
        nextRequest();
      } else {
        state = next;
      }
    }
    return at + passed;
  }

  private int size(byte found, int at) {
    if (Http1Bytes.isHex(found)) {
      remaining = (remaining << 4) | Character.digit(found, 16);
      return ++sizeDigits > LONGEST_SIZE ? refuse(400, at) : at + 1;
    }
    if (sizeDigits == 0) {
      return refuse(400, at);
    }
    if (found == ';') {
      state = State.EXTENSION;
      return at + 1;
    }
    return expect('\r', found, at, State.SIZE_LF);
  }

  private int extension(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Http1Bytes.isExtension(bytes[at])) {
      at++;
    }
    extensionBytes += at - from;
    if (extensionBytes > EXTENSION_BUDGET) {
      return refuse(400, at);
    }
    return at == to ? at : expect('\r', bytes[at], at, State.SIZE_LF);
  }

  private int endOfSize(int at) {
    sizeDigits = 0;
    trailers = remaining == 0;
    state = trailers ? State.NAME : State.DATA;
    return at + 1;
  }
}
