package dev.insula.host.hop;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a request's body comes from. */
sealed interface BodySource permits ClientBody, SpooledBody {
  /** Reads what is there: 0 when the source is to be woken first, -1 at the end. */
  int read(ByteBuffer target) throws IOException;

  /** Has the listener called when there is more. */
  void wake(Runnable listener);

  /** Calls no listener until {@link #wake}. */
  void rest();

  /** Gives back what the source holds; it is not read any more. */
  void release();
}
