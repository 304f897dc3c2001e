package dev.insula.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames that one end of a link will send with its next write. Data is taken only as far as
 * there is room; the short frames always are, there are few of them for each stream.
 */
public final class Outbox {
  /** Where the bytes go. */
  public interface Socket {
    /** Writes what fits now. */
    int write(ByteBuffer source) throws IOException;
  }

  private static final int LEAST_ROOM = 4 * 1024;

  private final BufferShelf shelf;
  private final Socket socket;
  private @Nullable ByteBuffer filling;

  public Outbox(BufferShelf shelf, Socket socket) {
    this.shelf = shelf;
    this.socket = socket;
  }

  /** How many bytes of data one more frame may bring. */
  public int room() {
    int used = filling == null ? 0 : filling.position();
    return Math.max(0, BufferShelf.SIZE - used - Frame.HEADER);
  }

  /** Whether there is room that is worth a frame; if not, the next write makes some. */
  public boolean hasRoom() {
    return room() >= LEAST_ROOM;
  }

  public boolean isEmpty() {
    return filling == null;
  }

  /** Adds what the front says first. */
  public void preface() {
    reserve(Frame.HEADER).putLong(Frame.PREFACE);
  }

  /** Adds bytes of a stream: {@code count} of those that remain, at most {@link #room}. */
  public void data(int stream, ByteBuffer source, int count) {
    ByteBuffer to = beginData(stream, count);
    to.put(to.position(), source, source.position(), count);
    to.position(to.position() + count);
    source.position(source.position() + count);
  }

  /** The same from several buffers, of which {@code count} bytes are taken in their order. */
  public void data(int stream, ByteBuffer[] sources, int offset, int count) {
    ByteBuffer to = beginData(stream, count);
    int left = count;
    for (int at = offset; left > 0; at++) {
      ByteBuffer source = sources[at];
      int taken = Math.min(left, source.remaining());
      to.put(to.position(), source, source.position(), taken);
      to.position(to.position() + taken);
      source.position(source.position() + taken);
      left -= taken;
    }
  }

  private ByteBuffer beginData(int stream, int count) {
    return reserve(Frame.HEADER + count).putLong(Frame.header(Frame.DATA, count, stream));
  }

  /** Adds leave to send more. */
  public void credit(int stream, int bytes) {
    control(Frame.header(Frame.CREDIT, bytes, stream));
  }

  /** Adds the end of a stream. */
  public void end(int stream) {
    control(Frame.header(Frame.END, 0, stream));
  }

  /** Adds that a stream is given up. */
  public void reset(int stream) {
    control(Frame.header(Frame.RESET, 0, stream));
  }

  private void control(long header) {
    reserve(Frame.HEADER).putLong(header);
  }

  private ByteBuffer reserve(int bytes) {
    ByteBuffer now = filling;
    if (now == null) {
      now = shelf.take();
    } else if (now.remaining() < bytes) {
      now =
          ByteBuffer.allocateDirect(now.position() + Math.max(bytes, BufferShelf.SIZE / 4))
              .put(now.flip());
    }
    filling = now;
    return now;
  }

  /** Writes what the socket takes; true when nothing is left. */
  public boolean flush() throws IOException {
    ByteBuffer full = filling;
    if (full == null) {
      return true;
    }
    full.flip();
    try {
      socket.write(full);
    } finally {
      full.compact();
    }
    if (full.position() > 0) {
      return false;
    }
    discard();
    return true;
  }

  /** Forgets what was not sent. */
  public void discard() {
    ByteBuffer full = filling;
    filling = null;
    if (full != null) {
      shelf.giveBack(full);
    }
  }
}
