package dev.insula.host.hop;

import dev.insula.link.Duplex;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves one request's body to the site, with one pooled buffer and back-pressure both ways. */
final class Upload {
  private static final byte[] LAST_CHUNK = HttpBytes.ascii("0\r\n\r\n");

  /** Room before a chunk's data for its size in four digits, and CR LF; two bytes are after it. */
  private static final int BEFORE = 6;

  private static final int AFTER = 2;
  private static final int LARGEST_CHUNK = 0xffff;

  /**
   * Buffers in one turn of the selector, so that a fast client cannot keep the thread to itself.
   */
  private static final int BUFFERS_PER_TURN = 16;

  private final Relay relay;
  private final BodySource source;
  private final long length;
  private final Duplex link;
  private final PooledByteBuffer pooled;
  private final ByteBuffer buffer;
  private long taken;
  private boolean ended;
  private boolean stopped;
  private boolean waitsForSite;

  /**
   * @param length {@link RequestHead#CHUNKED} or the length that the head says
   */
  Upload(Relay relay, BodySource source, long length, Duplex link) {
    this.relay = relay;
    this.source = source;
    this.length = length;
    this.link = link;
    this.pooled = relay.exchange().getConnection().getByteBufferPool().allocate();
    this.buffer = pooled.getBuffer();
    buffer.limit(0);
  }

  /** Whether everything was handed to the site. */
  boolean isSent() {
    return ended && !buffer.hasRemaining();
  }

  boolean waitsForClient() {
    return !ended && !waitsForSite;
  }

  /** Whether a byte of the client's body has been read, so that it cannot be sent again. */
  boolean hasTaken() {
    return taken > 0;
  }

  void pump() {
    for (int i = 0; (i < BUFFERS_PER_TURN || ended) && !stopped; i++) {
      if (!drain() || isSent() || stopped) {
        finishIfSent();
        return;
      }
      if (!fill()) {
        return;
      }
    }
    if (!stopped) {
      source.wake(this::pump);
    }
  }

  private void finishIfSent() {
    if (isSent() && !stopped) {
      stop();
      relay.requestSent();
    }
  }

  /** Writes what is in the buffer; false when the site takes no more for now. */
  private boolean drain() {
    if (!buffer.hasRemaining()) {
      return true;
    }
    try {
      if (link.write(buffer) > 0) {
        relay.progressed();
      }
    } catch (IOException e) {
      stop();
      relay.siteTakesNoMore(e);
      return false;
    }
    boolean waits = buffer.hasRemaining();
    if (waits != waitsForSite) {
      waitsForSite = waits;
      link.writing(waits);
    }
    if (waits) {
      source.rest();
    }
    return !waits;
  }

  /** Reads more from the client; false when there is nothing now or the upload is over. */
  private boolean fill() {
    try {
      int count = read();
      if (count == 0) {
        source.wake(this::pump);
        return false;
      }
      relay.progressed();
      if (count > 0) {
        taken += count;
        if (!(source instanceof SpooledBody)) {
          relay.readFromClient(count);
        }
      } else {
        end();
      }
      return !stopped;
    } catch (IOException | RuntimeException e) {
      // the buffer is empty now: what is in it must not be sent after this
      stop();
      relay.fail(new HopFailure.ClientGone("its request body broke off: " + e.getMessage()));
      return false;
    }
  }

  private int read() throws IOException {
    if (length != RequestHead.CHUNKED) {
      int count = source.read(buffer.clear());
      buffer.flip();
      return count;
    }
    int room = Math.min(buffer.capacity() - BEFORE - AFTER, LARGEST_CHUNK);
    int count = source.read(buffer.clear().limit(BEFORE + room).position(BEFORE));
    if (count <= 0) {
      buffer.position(0).limit(0);
      return count;
    }
    frame(count);
    return count;
  }

  private void frame(int count) {
    String size = Integer.toHexString(count);
    int start = BEFORE - 2 - size.length();
    buffer.limit(BEFORE + count + AFTER);
    buffer.position(start);
    for (int i = 0; i < size.length(); i++) {
      buffer.put((byte) size.charAt(i));
    }
    buffer.put((byte) '\r').put((byte) '\n');
    buffer.position(BEFORE + count).put((byte) '\r').put((byte) '\n');
    buffer.position(start);
  }

  private void end() throws IOException {
    if (length == RequestHead.CHUNKED) {
      buffer.clear().put(LAST_CHUNK).flip();
    } else if (taken != length) {
      throw new IOException(taken + " bytes came of " + length);
    }
    ended = true;
  }

  /** Ends the upload where it is; the site gets nothing more of it. */
  void stop() {
    if (!stopped) {
      stopped = true;
      source.rest();
      pooled.close();
    }
  }
}
