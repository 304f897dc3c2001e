package dev.insula.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A way to a daemon and back, on one I/O thread: a connection of its own or a stream of a link that
 * others share. Both keep the same rules. Not thread-safe.
 *
 * <p>Interest in reading and in writing is off at first. The owner is told again and again for as
 * long as there is something to read, or room to write, and interest in it.
 */
public interface Duplex {
  /** What a way tells its owner, on the I/O thread. */
  interface Owner {
    /** Bytes or the end may be read. */
    void readable();

    /** Bytes may be written. */
    void writable();

    /** The worker is shutting down or the owner threw; the way is already shut. */
    void terminated();
  }

  /** Names who is told from now on. */
  void owner(Owner newOwner);

  /** Reads what is there: 0 when nothing is, -1 at the end. */
  int read(ByteBuffer target) throws IOException;

  /** Writes what fits now. */
  int write(ByteBuffer source) throws IOException;

  /** Turns interest in reading on or off. */
  void reading(boolean wanted);

  /** Turns interest in writing on or off. */
  void writing(boolean wanted);

  /** Sends the other end the end of our bytes and goes on reading. */
  void endOutput() throws IOException;

  /** Whether what is written leaves only at the end of the selector's turn. */
  boolean isShared();

  /** Ends both directions at once; the owner is not told. */
  void close();
}
