package dev.insula.host.front;

import java.util.concurrent.TimeUnit;

/**
 * Reads the frame headers of one client's HTTP/2 bytes (RFC 9113 section 4.1) and stops at the
 * frame with which the client has asked too much: too many resets, too many frames that cost work
 * but carry nothing, a header block that would not fit into one frame. Not safe for use by two
 * threads at once.
 */
final class Http2Frames {
  /** Error codes of RFC 9113 section 7. */
  static final int FRAME_SIZE_ERROR = 6;

  static final int ENHANCE_YOUR_CALM = 11;

  private static final int PREFACE = 24;
  private static final int HEADER = 9;
  private static final int LARGEST_FRAME = 16 * 1024;
  private static final int MOST_SETTINGS = 32 * 6;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int SMALL_PADDED = 256;
  private static final int BYTES_PER_UPDATE = 128;
  private static final int FREE_UPDATES = 150;
  private static final long RESET_WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final GateConnection connection;
  private final GateLimits limits;
  private final int largestBlock;
  private int preface = PREFACE;
  private int headerBytes;
  private int length;
  private int type;
  private int flags;
  private int payload;
  private int block;
  private boolean inBlock;
  private int refusal;
  private long windowStart = System.nanoTime();
  private int resets;
  private long control;
  private long controlSince = System.nanoTime();
  private long updates;

  Http2Frames(GateConnection connection) {
    this.connection = connection;
    this.limits = connection.limits();
    this.largestBlock = Math.min(limits.head(), LARGEST_FRAME);
  }

  /** The error code to end the connection with; 0 while the client keeps within its limits. */
  int refusal() {
    return refusal;
  }

  /** Index of the first byte that must not pass, {@code to} if all may. */
  int scan(byte[] bytes, int from, int to) {
    int at = from + Math.min(preface, to - from);
    preface -= at - from;
    while (at < to) {
      if (payload > 0) {
        int passed = Math.min(payload, to - at);
        payload -= passed;
        at += passed;
      } else if (!header(bytes[at] & 0xff)) {
        return at;
      } else {
        at++;
      }
    }
    connection.incomplete(
        preface > 0 || headerBytes > 0 || inBlock || (payload > 0 && type != DATA));
    return to;
  }

  private boolean header(int b) {
    switch (headerBytes++) {
      case 0 -> length = b;
      case 1, 2 -> length = (length << 8) | b;
      case 3 -> type = b;
      case 4 -> flags = b;
      case HEADER - 1 -> {
        headerBytes = 0;
        payload = length;
        refusal = verdict();
      }
      default -> {}
    }
    return refusal == 0;
  }

  private int verdict() {
    if (length > LARGEST_FRAME) {
      return FRAME_SIZE_ERROR;
    }
    boolean calm =
        switch (type) {
          case DATA -> carriesSomething() || afford();
          case HEADERS -> block(length);
          case CONTINUATION -> block(block + length) && afford();
          case RST_STREAM -> reset();
          case SETTINGS -> length <= MOST_SETTINGS && afford();
          case WINDOW_UPDATE -> update();
          default -> afford();
        };
    return calm ? 0 : ENHANCE_YOUR_CALM;
  }

  private boolean carriesSomething() {
    boolean padded = (flags & PADDED) != 0 && length <= SMALL_PADDED;
    return (flags & END_STREAM) != 0 || (length > 0 && !padded);
  }

  private boolean block(int total) {
    block = total;
    inBlock = (flags & END_HEADERS) == 0;
    return total <= largestBlock;
  }

  private boolean reset() {
    long now = System.nanoTime();
    if (now - windowStart > RESET_WINDOW) {
      windowStart = now;
      resets = 0;
    }
    return ++resets <= limits.resets();
  }

  /** An update of a window is earned by the bytes that were sent into it. */
  private boolean update() {
    return ++updates <= FREE_UPDATES + connection.sent() / BYTES_PER_UPDATE;
  }

  /** Takes one from the client's allowance, of which a quarter comes back every second. */
  private boolean afford() {
    if (++control <= limits.controlFrames()) {
      return true;
    }
    long now = System.nanoTime();
    long regained = (now - controlSince) * limits.controlFrames() / 4 / TimeUnit.SECONDS.toNanos(1);
    controlSince = now;
    control = Math.max(1, control - regained);
    return control <= limits.controlFrames();
  }
}
