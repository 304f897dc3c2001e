package dev.insula.host.hop;

import dev.insula.host.hop.AnswerFields.Framing;
import java.nio.ByteBuffer;

/** Follows an answer's body to its end. One per connection, used for one answer after the other. */
final class AnswerBody {
  private static final short CR_LF = 0x0d0a;

  private final ChunkedBody chunks = new ChunkedBody();
  private Framing framing = Framing.NONE;
  private long left;

  void begin(AnswerFields fields) {
    framing = fields.framing();
    left = framing == Framing.LENGTH ? fields.length() : 0;
    chunks.begin();
  }

  boolean ended() {
    return switch (framing) {
      case NONE -> true;
      case LENGTH -> left == 0;
      case CHUNKED -> chunks.ended();
      case UNTIL_CLOSE -> false;
    };
  }

  /** Whether the end of the connection is the end of the body. */
  boolean endsWithConnection() {
    return framing == Framing.UNTIL_CLOSE;
  }

  /**
   * Moves past framing.
   *
   * @return how many bytes of the body stand at the buffer's position; 0 when it is used up or the
   *     body has ended
   */
  int nextData(ByteBuffer in) throws BadAnswerException {
    return switch (framing) {
      case NONE -> 0;
      case LENGTH -> (int) Math.min(left, in.remaining());
      case CHUNKED -> chunks.nextData(in);
      case UNTIL_CLOSE -> in.remaining();
    };
  }

  /** Tells that bytes of the body were taken from the buffer. */
  void took(int bytes) {
    if (framing == Framing.LENGTH) {
      left -= bytes;
    } else if (framing == Framing.CHUNKED) {
      chunks.took(bytes);
    }
  }

  /**
   * Narrows a buffer of bytes from the site to what an HTTP/1.1 client may get as they are: the
   * body with its framing, without trailers. At least two bytes before the position may be
   * overwritten.
   *
   * @return how many bytes followed the body's end
   */
  int narrow(ByteBuffer in) throws BadAnswerException {
    int excess = 0;
    switch (framing) {
      case NONE -> {
        excess = in.remaining();
        in.limit(in.position());
      }
      case LENGTH -> {
        int data = (int) Math.min(left, in.remaining());
        excess = in.remaining() - data;
        in.limit(in.position() + data);
        left -= data;
      }
      case CHUNKED -> excess = narrowChunks(in);
      case UNTIL_CLOSE -> {}
    }
    return excess;
  }

  private int narrowChunks(ByteBuffer in) throws BadAnswerException {
    int start = in.position();
    int data = chunks.nextDataBeforeTrailers(in);
    while (data > 0) {
      in.position(in.position() + data);
      chunks.took(data);
      data = chunks.nextDataBeforeTrailers(in);
    }
    int end = in.position();
    chunks.nextData(in);
    int excess = in.remaining();
    if (chunks.ended()) {
      // the trailers began in this buffer or in an earlier one; either way two bytes are free
      end = end == start ? start : end + 2;
      start = end == start ? start - 2 : start;
      in.putShort(end - 2, CR_LF);
    }
    in.limit(end).position(start);
    return excess;
  }
}
