package dev.insula.host.front;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Finds the HEADERS frames that are no whole header block, and joins them with what follows. A
 * frame that must not follow ends the joining: the bytes so far are handed on as they came, and the
 * parser refuses them.
 */
final class Http2BlockJoiner {
  private static final int PREFACE = 24;
  private static final int HEADER = 9;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;

  private final byte[] header = new byte[HEADER];
  private int preface = PREFACE;
  private int headerBytes;
  private int payload;
  private boolean joining;
  private boolean complete;

  /** The first frame's header, the frames' payloads without padding, and all bytes as they came. */
  private final byte[] first = new byte[HEADER];

  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  /** Whether the bytes that come belong to a block that has begun. */
  boolean isJoining() {
    return joining || headerBytes > 0;
  }

  /**
   * How many of these bytes may pass as they are. A frame's header is held back until it is whole:
   * what does not pass goes to {@link #join}.
   */
  int passing(ByteBuffer buffer, int start, int end) {
    int at = start + Math.min(preface, end - start);
    preface -= at - start;
    while (at < end) {
      int passed = Math.min(payload, end - at);
      payload -= passed;
      at += passed;
      if (at < end && (end - at < HEADER || begins(buffer, at))) {
        return at - start;
      }
      if (at < end) {
        payload = length(buffer, at);
        at += HEADER;
      }
    }
    return at - start;
  }

  private static boolean begins(ByteBuffer buffer, int at) {
    return buffer.get(at + 3) == HEADERS && (buffer.get(at + 4) & END_HEADERS) == 0;
  }

  private static int length(ByteBuffer buffer, int at) {
    int high = (buffer.get(at) & 0xff) << 16;
    int middle = (buffer.get(at + 1) & 0xff) << 8;
    return high | middle | (buffer.get(at + 2) & 0xff);
  }

  /** Takes the bytes from a frame's first one on; returns what is ready for the parser. */
  ByteBuffer join(ByteBuffer in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (in.hasRemaining()) {
      if (payload > 0) {
        takePayload(in, out);
      } else {
        takeHeader(in.get(), out);
      }
    }
    return ByteBuffer.wrap(out.toByteArray());
  }

  private void takePayload(ByteBuffer in, ByteArrayOutputStream out) {
    byte[] bytes = new byte[Math.min(payload, in.remaining())];
    in.get(bytes);
    payload -= bytes.length;
    if (joining) {
      raw.writeBytes(bytes);
      block.writeBytes(bytes);
      endFrame(out);
    } else {
      out.writeBytes(bytes);
    }
  }

  private void takeHeader(byte next, ByteArrayOutputStream out) {
    header[headerBytes++] = next;
    if (headerBytes < HEADER) {
      return;
    }
    headerBytes = 0;
    ByteBuffer whole = ByteBuffer.wrap(header);
    payload = length(whole, 0);
    if (joining && !continues()) {
      giveUp(out);
    } else if (!joining && begins(whole, 0)) {
      joining = true;
      System.arraycopy(header, 0, first, 0, HEADER);
    }
    if (joining) {
      complete = (header[4] & END_HEADERS) != 0;
      raw.writeBytes(header);
      endFrame(out);
    } else {
      out.writeBytes(header);
    }
  }

  /** The same stream goes on; the bit before its number means nothing. */
  private boolean continues() {
    boolean sameStream =
        (header[5] & 0x7f) == (first[5] & 0x7f)
            && header[6] == first[6]
            && header[7] == first[7]
            && header[8] == first[8];
    return header[3] == CONTINUATION && sameStream;
  }

  private void giveUp(ByteArrayOutputStream out) {
    joining = false;
    out.writeBytes(raw.toByteArray());
    raw.reset();
    block.reset();
  }

  private void endFrame(ByteArrayOutputStream out) {
    if (payload > 0) {
      return;
    }
    if (header[3] == HEADERS && !stripPadding()) {
      giveUp(out);
    } else if (complete) {
      joining = false;
      byte[] bytes = block.toByteArray();
      first[0] = (byte) (bytes.length >> 16);
      first[1] = (byte) (bytes.length >> 8);
      first[2] = (byte) bytes.length;
      first[4] |= END_HEADERS;
      out.writeBytes(first);
      out.writeBytes(bytes);
      raw.reset();
      block.reset();
    }
  }

  /** False if there is more padding than payload, which the parser refuses. */
  private boolean stripPadding() {
    if ((first[4] & PADDED) == 0) {
      return true;
    }
    byte[] padded = block.toByteArray();
    int padding = padded.length == 0 ? 0 : padded[0] & 0xff;
    if (padding >= padded.length) {
      return false;
    }
    block.reset();
    block.write(padded, 1, padded.length - 1 - padding);
    first[4] &= ~PADDED;
    return true;
  }
}
