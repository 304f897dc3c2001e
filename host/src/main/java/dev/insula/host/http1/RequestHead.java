package dev.insula.host.http1;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Cookies;
import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The head of a connection's latest request, from however many reads it comes in.
 *
 * <p>The bytes are known to be well formed: CR and LF stand at the ends of lines only. Used by
 * whoever has the connection in hand, one at a time.
 */
final class RequestHead {
  private static final int SCRATCH = 16 * 1024;
  private static final ThreadLocal<byte[]> BYTES = ThreadLocal.withInitial(() -> new byte[SCRATCH]);
  private static final byte[] NOTHING = {};
  private static final int END_OF_HEAD = 4;

  private final HeadLines lines = new HeadLines();
  private byte[] begun = NOTHING;
  private int begunLength;

  /** True if a part of a head has come, and not yet the rest. */
  boolean isBegun() {
    return begunLength > 0;
  }

  /** Takes what belongs to the head from the buffer; true if the head is complete. */
  boolean read(ByteBuffer in) {
    return isBegun() ? readOn(in) : begin(in);
  }

  private boolean begin(ByteBuffer in) {
    int length = in.remaining();
    byte[] bytes = length <= SCRATCH ? BYTES.get() : new byte[length];
    in.get(in.position(), bytes, 0, length);
    int end = lines.read(bytes, length);
    boolean complete = end != HeadLines.INCOMPLETE;
    if (!complete) {
      begun = Arrays.copyOf(bytes, length);
      begunLength = length;
    }
    in.position(complete ? in.position() + end : in.limit());
    return complete;
  }

  private boolean readOn(ByteBuffer in) {
    int had = begunLength;
    int length = had + in.remaining();
    if (length > begun.length) {
      begun = Arrays.copyOf(begun, 2 * length);
    }
    in.get(in.position(), begun, had, in.remaining());
    int end = endOfHead(begun, Math.max(0, had - END_OF_HEAD + 1), length);
    if (end < 0) {
      begunLength = length;
      in.position(in.limit());
      return false;
    }
    lines.read(begun, end);
    in.position(in.position() + end - had);
    begun = NOTHING;
    begunLength = 0;
    return true;
  }

  private static int endOfHead(byte[] bytes, int from, int to) {
    for (int at = from; at + END_OF_HEAD <= to; at++) {
      if (bytes[at] == '\r' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
        return at + END_OF_HEAD;
      }
    }
    return -1;
  }

  /** Tells the exchange what the complete head says. */
  void into(HttpServerExchange exchange) {
    lines.request().into(exchange);
    HeaderMap headers = exchange.getRequestHeaders();
    lines.into(headers);
    Cookies.assembleCrumbs(headers);
  }
}
