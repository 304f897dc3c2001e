package dev.insula.host.hop;

import java.nio.ByteBuffer;

/**
 * Follows a chunked body byte by byte (RFC 9112, section 7.1), strictly: CR LF only, sizes of at
 * most 15 digits, visible bytes in extensions, and trailers that are checked and dropped.
 */
final class ChunkedBody {
  private enum State {
    SIZE_START,
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_LF,
    END_LF,
    END
  }

  private static final int MOST_DIGITS = 15;
  private static final int LONGEST_EXTENSION = 1024;
  private static final int LONGEST_TRAILERS = 8192;

  private State state = State.SIZE_START;
  private long size;
  private int digits;
  private int extra;

  void begin() {
    state = State.SIZE_START;
    size = 0;
    digits = 0;
    extra = 0;
  }

  boolean ended() {
    return state == State.END;
  }

  boolean inTrailers() {
    return state.compareTo(State.TRAILER_START) >= 0;
  }

  /**
   * Moves past framing.
   *
   * @return how many bytes of data stand at the buffer's position; 0 when it is used up or the body
   *     has ended
   */
  int nextData(ByteBuffer in) throws BadAnswerException {
    while (state != State.DATA && state != State.END && in.hasRemaining()) {
      step(in.get());
    }
    return state == State.DATA ? (int) Math.min(size, in.remaining()) : 0;
  }

  /** Moves past framing and stops where the trailers begin. */
  int nextDataBeforeTrailers(ByteBuffer in) throws BadAnswerException {
    while (state != State.DATA && !inTrailers() && in.hasRemaining()) {
      step(in.get());
    }
    return state == State.DATA ? (int) Math.min(size, in.remaining()) : 0;
  }

  /** Tells that data was taken from the buffer. */
  void took(int bytes) {
    size -= bytes;
    if (size == 0 && state == State.DATA) {
      state = State.DATA_CR;
    }
  }

  private void step(byte b) throws BadAnswerException {
    switch (state) {
      case SIZE_START, SIZE -> size(b);
      case EXTENSION -> extension(b);
      case SIZE_LF -> {
        lineFeed(b, size == 0 ? State.TRAILER_START : State.DATA);
        digits = 0;
        extra = 0;
      }
      case DATA_CR -> expect(b, '\r', State.DATA_LF);
      case DATA_LF -> lineFeed(b, State.SIZE_START);
      case TRAILER_START -> state = b == '\r' ? State.END_LF : trailer(b);
      case TRAILER -> state = b == '\r' ? State.TRAILER_LF : trailer(b);
      case TRAILER_LF -> lineFeed(b, State.TRAILER_START);
      case END_LF -> lineFeed(b, State.END);
      case DATA, END -> throw new IllegalStateException("no framing is due");
    }
  }

  private void size(byte b) throws BadAnswerException {
    int digit = Character.digit((char) (b & 0x7f), 16);
    if (b >= 0 && digit >= 0) {
      if (++digits > MOST_DIGITS) {
        throw new BadAnswerException("a chunk's size has too many digits");
      }
      size = size * 16 + digit;
      state = State.SIZE;
    } else if (state == State.SIZE && b == '\r') {
      state = State.SIZE_LF;
    } else if (state == State.SIZE && (b == ';' || b == ' ' || b == '\t')) {
      state = State.EXTENSION;
    } else {
      throw new BadAnswerException("a chunk has no size");
    }
  }

  private void extension(byte b) throws BadAnswerException {
    if (b == '\r') {
      state = State.SIZE_LF;
    } else if (!HttpBytes.isFieldValue(b) || ++extra > LONGEST_EXTENSION) {
      throw new BadAnswerException("a chunk's extension is too long or holds a control byte");
    }
  }

  private State trailer(byte b) throws BadAnswerException {
    if (!HttpBytes.isFieldValue(b) || ++extra > LONGEST_TRAILERS) {
      throw new BadAnswerException("the answer's trailers are too long or hold a control byte");
    }
    return State.TRAILER;
  }

  private void lineFeed(byte b, State next) throws BadAnswerException {
    expect(b, '\n', next);
  }

  private void expect(byte b, char expected, State next) throws BadAnswerException {
    if (b != expected) {
      throw new BadAnswerException("a chunk does not end where its size says");
    }
    state = next;
  }
}
