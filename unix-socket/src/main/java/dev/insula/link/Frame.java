package dev.insula.link;

/**
 * The form of a frame: eight bytes, big-endian, that hold one byte for the type, three for a number
 * and four for the stream, then for {@link #DATA} as many bytes as the number says. A stream's
 * number is 1 or more, is given by the front and is never used again on the same link; its first
 * data opens it.
 */
public final class Frame {
  /** Length of every frame without its data. */
  public static final int HEADER = 8;

  /**
   * Most bytes of one stream that may be under way in one direction before the receiver gives
   * credit for more; also most of one frame.
   */
  public static final int WINDOW = 128 * 1024;

  /** What the front sends first; no HTTP request begins so. Its last byte is the version. */
  public static final long PREFACE = 0x00_49_4e_53_55_4c_41_01L;

  /** Bytes of a stream. */
  static final int DATA = 1;

  /** The receiver has used up so many bytes; as many more may be sent. */
  static final int CREDIT = 2;

  /** The sender sends no more on this stream. */
  static final int END = 3;

  /** The stream is over for both ends, however far it has come. */
  static final int RESET = 4;

  private static final int TYPE_SHIFT = 56;
  private static final int NUMBER_SHIFT = 32;
  private static final int NUMBER_MASK = 0xff_ffff;

  private Frame() {}

  static long header(int type, int number, int stream) {
    return ((long) type << TYPE_SHIFT) | ((long) number << NUMBER_SHIFT) | stream;
  }

  static int type(long header) {
    return (int) (header >>> TYPE_SHIFT);
  }

  static int number(long header) {
    return (int) (header >>> NUMBER_SHIFT) & NUMBER_MASK;
  }

  static int stream(long header) {
    return (int) header;
  }
}
