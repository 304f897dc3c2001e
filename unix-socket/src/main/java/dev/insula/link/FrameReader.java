package dev.insula.link;

import java.nio.ByteBuffer;

/** Takes the bytes of a link apart, in whatever pieces they come. One for each link and end. */
public final class FrameReader {
  /** Gets the frames in their order. A {@link LinkException} ends the link. */
  public interface Handler {
    /**
     * Some bytes of a stream, at least one; a frame may come in several pieces.
     *
     * @param part valid during the call; its limit must not be changed, and what is not read is
     *     skipped
     */
    void data(int stream, ByteBuffer part) throws LinkException;

    /** The other end takes so many bytes more. */
    void credit(int stream, int bytes) throws LinkException;

    /** The other end sends no more. */
    void end(int stream) throws LinkException;

    /** The other end has given the stream up. */
    void reset(int stream) throws LinkException;
  }

  private long header;
  private int headerBytes;
  private int stream;
  private int left;

  /**
   * Reads all that remains.
   *
   * @throws LinkException when it is no frame, or from the handler
   */
  public void read(ByteBuffer in, Handler to) throws LinkException {
    while (in.hasRemaining()) {
      if (left > 0) {
        data(in, to);
      } else if (readHeader(in)) {
        begin(header, to);
      }
    }
  }

  private boolean readHeader(ByteBuffer in) {
    if (headerBytes == 0 && in.remaining() >= Frame.HEADER) {
      header = in.getLong();
      return true;
    }
    header = (header << Byte.SIZE) | (in.get() & 0xff);
    headerBytes = (headerBytes + 1) % Frame.HEADER;
    return headerBytes == 0;
  }

  private void begin(long frame, Handler to) throws LinkException {
    int number = Frame.number(frame);
    stream = Frame.stream(frame);
    if (stream <= 0) {
      throw new LinkException("a frame names the stream " + stream);
    }
    switch (Frame.type(frame)) {
      case Frame.DATA -> left = ranged(number, "data");
      case Frame.CREDIT -> to.credit(stream, ranged(number, "credit"));
      case Frame.END -> to.end(stream);
      case Frame.RESET -> to.reset(stream);
      default -> throw new LinkException("a frame has the type " + Frame.type(frame));
    }
  }

  private static int ranged(int number, String what) throws LinkException {
    if (number < 1 || number > Frame.WINDOW) {
      throw new LinkException("a frame has " + number + " bytes of " + what);
    }
    return number;
  }

  private void data(ByteBuffer in, Handler to) throws LinkException {
    int count = Math.min(left, in.remaining());
    int limit = in.limit();
    int end = in.position() + count;
    left -= count;
    in.limit(end);
    to.data(stream, in);
    in.limit(limit).position(end);
  }
}
