package dev.insula.host.http1;

import java.nio.ByteBuffer;

/** Takes chunks apart that are known to be well formed; keeps its place between the pieces. */
final class ChunkedCoding {
  private enum Place {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    LAST_LF,
    COMPLETE
  }

  private Place place = Place.SIZE;
  private long remaining;

  boolean isComplete() {
    return place == Place.COMPLETE;
  }

  /** Moves data until one of the buffers is used up or the body ends; the number of bytes. */
  int decode(ByteBuffer coded, ByteBuffer into) {
    int moved = 0;
    while (coded.hasRemaining() && place != Place.COMPLETE) {
      if (place != Place.DATA) {
        step(coded.get());
        continue;
      }
      int length = (int) Math.min(remaining, Math.min(coded.remaining(), into.remaining()));
      if (length == 0) {
        break;
      }
      into.put(into.position(), coded, coded.position(), length);
      into.position(into.position() + length);
      coded.position(coded.position() + length);
      moved += length;
      remaining -= length;
      place = remaining == 0 ? Place.DATA_CR : Place.DATA;
    }
    return moved;
  }

  private void step(byte b) {
    place =
        switch (place) {
          case SIZE -> size(b);
          case EXTENSION -> b == '\r' ? Place.SIZE_LF : Place.EXTENSION;
          case SIZE_LF -> remaining == 0 ? Place.TRAILER_START : Place.DATA;
          case DATA, DATA_CR -> Place.DATA_LF;
          case DATA_LF -> Place.SIZE;
          case TRAILER_START -> b == '\r' ? Place.LAST_LF : Place.TRAILER;
          case TRAILER -> b == '\n' ? Place.TRAILER_START : Place.TRAILER;
          case LAST_LF, COMPLETE -> Place.COMPLETE;
        };
  }

  private Place size(byte b) {
    if (b == '\r') {
      return Place.SIZE_LF;
    }
    if (b == ';') {
      return Place.EXTENSION;
    }
    remaining = (remaining << 4) | Character.digit(b, 16);
    return Place.SIZE;
  }
}
