package dev.insula.host.hop;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The way of one answer to its client. */
sealed interface ClientAnswer permits RawAnswer, UndertowAnswer {
  /**
   * Sends the head and as much of the body as the client takes.
   *
   * @param in bytes from the site after the head
   * @return whether all was taken; if not, what remains in the buffer is for {@link #resume}
   */
  boolean begin(AnswerHead head, ByteBuffer in) throws IOException;

  /** Sends more bytes from the site; returns as {@link #begin} does. */
  boolean accept(ByteBuffer in) throws IOException;

  /** Sends on what an earlier call left over; returns as {@link #begin} does. */
  boolean resume(ByteBuffer rest) throws IOException;

  /** Has the listener called whenever the client takes more. */
  void awaitWritable(Runnable listener);

  void stopAwaiting();

  /** How many bytes came after the end of the body. */
  int excess();

  /** The answer is complete: the client may send its next request. */
  void end();
}
