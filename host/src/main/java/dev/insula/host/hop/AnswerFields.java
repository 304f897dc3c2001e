package dev.insula.host.hop;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What the fields of one answer's head say about its body and its connection. */
final class AnswerFields {
  /** How the body's end is told. */
  enum Framing {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private static final byte[] CONNECTION = HttpBytes.ascii("connection");
  private static final byte[] KEEP_ALIVE = HttpBytes.ascii("keep-alive");
  private static final byte[] CLOSE = HttpBytes.ascii("close");
  private static final byte[] CONTENT_LENGTH = HttpBytes.ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = HttpBytes.ascii("transfer-encoding");
  private static final byte[] CHUNKED = HttpBytes.ascii("chunked");
  private static final byte[] DATE = HttpBytes.ascii("date");
  private static final byte[] UPGRADE = HttpBytes.ascii("upgrade");
  private static final byte[] TE = HttpBytes.ascii("te");
  private static final byte[] TRAILER = HttpBytes.ascii("trailer");
  private static final byte[] PROXY_CONNECTION = HttpBytes.ascii("proxy-connection");
  private static final byte[] PROXY_AUTHENTICATE = HttpBytes.ascii("proxy-authenticate");
  private static final int LONGEST_LENGTH = 18;

  private boolean bodiless;
  private boolean switching;
  private boolean toHead;
  private boolean http10;
  private boolean keepAlive;
  private boolean dated;
  private boolean chunked;
  private long length;

  void begin(int status, boolean isToHead, boolean isHttp10) {
    toHead = isToHead;
    switching = status == 101;
    bodiless = status < 200 || status == 204 || status == 304;
    http10 = isHttp10;
    keepAlive = !isHttp10;
    dated = false;
    chunked = false;
    length = -1;
  }

  /** Takes notice of one field; false when the client must not see it. */
  boolean keeps(byte[] in, int name, int colon, int lineEnd, List<byte[]> nominated)
      throws BadAnswerException {
    // only names of these lengths matter here, and most others end at this switch
    return switch (colon - name) {
      case 2 -> !is(in, name, colon, TE);
      case 4 -> {
        dated |= is(in, name, colon, DATE);
        yield true;
      }
      case 7 -> !is(in, name, colon, TRAILER) && (switching || !is(in, name, colon, UPGRADE));
      case 10 -> keepsConnection(in, name, colon, lineEnd, nominated);
      case 14 -> !is(in, name, colon, CONTENT_LENGTH) || keepsLength(in, colon + 1, lineEnd);
      case 16 -> !is(in, name, colon, PROXY_CONNECTION);
      case 17 -> !is(in, name, colon, TRANSFER_ENCODING) || keepsCoding(in, colon + 1, lineEnd);
      case 18 -> !is(in, name, colon, PROXY_AUTHENTICATE);
      default -> true;
    };
  }

  private static boolean is(byte[] in, int name, int colon, byte[] lower) {
    return HttpBytes.equalsLower(in, name, colon, lower);
  }

  private boolean keepsConnection(
      byte[] in, int name, int colon, int lineEnd, List<byte[]> nominated) {
    if (is(in, name, colon, KEEP_ALIVE)) {
      return false;
    }
    if (!is(in, name, colon, CONNECTION)) {
      return true;
    }
    int from = valueStart(in, colon + 1, lineEnd);
    int to = valueEnd(in, from, lineEnd);
    if (HttpBytes.equalsLower(in, from, to, CLOSE)) {
      keepAlive = false;
    } else if (HttpBytes.equalsLower(in, from, to, KEEP_ALIVE)) {
      keepAlive |= http10;
    } else {
      connectionOptions(new String(in, from, to - from, StandardCharsets.ISO_8859_1), nominated);
    }
    return false;
  }

  private void connectionOptions(String options, List<byte[]> nominated) {
    for (String option : options.toLowerCase(Locale.ROOT).split(",", -1)) {
      switch (option.strip()) {
        case "close" -> keepAlive = false;
        case "keep-alive", "upgrade", "content-length", "transfer-encoding", "" -> {}
        case String name -> nominated.add(HttpBytes.ascii(name));
      }
    }
  }

  private boolean keepsLength(byte[] in, int after, int lineEnd) throws BadAnswerException {
    int from = valueStart(in, after, lineEnd);
    int to = valueEnd(in, from, lineEnd);
    long value = 0;
    if (from == to || to - from > LONGEST_LENGTH) {
      throw new BadAnswerException("the answer's Content-Length is not a length");
    }
    for (int i = from; i < to; i++) {
      int digit = in[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new BadAnswerException("the answer's Content-Length is not a length");
      }
      value = value * 10 + digit;
    }
    if (length != -1 && length != value) {
      throw new BadAnswerException("the answer has two different Content-Length fields");
    }
    boolean first = length == -1;
    length = value;
    return first && !bodiless;
  }

  private boolean keepsCoding(byte[] in, int after, int lineEnd) throws BadAnswerException {
    int from = valueStart(in, after, lineEnd);
    int to = valueEnd(in, from, lineEnd);
    if (chunked || !HttpBytes.equalsLower(in, from, to, CHUNKED)) {
      throw new BadAnswerException("the answer's Transfer-Encoding is not exactly chunked");
    }
    if (http10) {
      throw new BadAnswerException("the answer has a Transfer-Encoding in HTTP/1.0");
    }
    chunked = true;
    return !bodiless;
  }

  void end() throws BadAnswerException {
    if (chunked && length != -1) {
      throw new BadAnswerException("the answer has a Content-Length and a Transfer-Encoding");
    }
    keepAlive &= framing() != Framing.UNTIL_CLOSE;
  }

  private static int valueStart(byte[] in, int from, int to) {
    int i = from;
    while (i < to && isBlank(in[i])) {
      i++;
    }
    return i;
  }

  private static int valueEnd(byte[] in, int from, int to) {
    int i = to;
    while (i > from && isBlank(in[i - 1])) {
      i--;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  Framing framing() {
    if (bodiless || toHead) {
      return Framing.NONE;
    }
    if (chunked) {
      return Framing.CHUNKED;
    }
    return length >= 0 ? Framing.LENGTH : Framing.UNTIL_CLOSE;
  }

  /** The body's length when the framing is {@link Framing#LENGTH}. */
  long length() {
    return length;
  }

  /**
   * Whether the next answer may come on this connection: the site allows it, and it has not
   * announced a body where none may follow. Some servers send such a body after the head, and it
   * would be taken for the next answer.
   */
  boolean isReusable() {
    boolean announcesBody = chunked || length > 0;
    return keepAlive && !(framing() == Framing.NONE && announcesBody);
  }

  boolean isDated() {
    return dated;
  }
}
