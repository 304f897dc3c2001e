package dev.insula.host.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Looks at a client's bytes on their way to the parser. A byte that must not pass is cut off
 * together with everything behind it, so the parser never completes what was refused.
 */
abstract class GateSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final int SCRATCH = 16 * 1024;
  private static final ThreadLocal<byte[]> BYTES = ThreadLocal.withInitial(() -> new byte[SCRATCH]);

  private boolean broken;
  private boolean refused;

  GateSource(StreamSourceConduit next) {
    super(next);
  }

  /** Index of the first byte that must not pass, {@code to} if all may. */
  abstract int scan(byte[] bytes, int from, int to);

  /**
   * Called once, when the parser has consumed all that may pass and asks for more: answers the
   * client. May throw to tell whoever reads a body.
   */
  abstract void refuse() throws IOException;

  /** Cuts what must not pass off bytes that were read before this conduit was in place. */
  final void admit(ByteBuffer buffer) {
    int from = buffer.position();
    buffer.limit(from + passing(buffer, from, buffer.limit()));
  }

  @Override
  public final int read(ByteBuffer into) throws IOException {
    if (broken) {
      return drain();
    }
    int start = into.position();
    int read = next.read(into);
    if (read <= 0) {
      return read;
    }
    int passing = passing(into, start, start + read);
    if (passing == read) {
      return read;
    }
    into.position(start + passing);
    return passing > 0 ? passing : drain();
  }

  @Override
  public final long read(ByteBuffer[] into, int from, int count) throws IOException {
    for (int at = from; at < from + count; at++) {
      if (into[at].hasRemaining()) {
        return read(into[at]);
      }
    }
    return 0;
  }

  @Override
  public final long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public final long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }

  private int passing(ByteBuffer buffer, int start, int end) {
    byte[] bytes = BYTES.get();
    int at = start;
    while (at < end) {
      int length = Math.min(end - at, SCRATCH);
      buffer.get(at, bytes, 0, length);
      int passing = scan(bytes, 0, length);
      at += passing;
      if (passing < length) {
        broken = true;
        break;
      }
    }
    return at - start;
  }

  /** Swallows what still comes, so that the answer is not lost to a reset of the connection. */
  private int drain() throws IOException {
    if (!refused) {
      refused = true;
      refuse();
    }
    ByteBuffer dropped = ByteBuffer.wrap(BYTES.get());
    int read;
    do {
      read = next.read(dropped.clear());
    } while (read > 0);
    return read;
  }
}
