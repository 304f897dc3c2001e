package dev.insula.host.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Makes one HEADERS frame of each header block that a client sends in several (RFC 9113 section
 * 6.10), for Undertow's parser loses its place in a field that goes on in a CONTINUATION frame. All
 * other bytes pass as they are.
 *
 * <p>Stands behind {@link Http2Guard}, which sees to it that a block fits into one frame.
 */
final class Http2HeaderBlocks extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final Http2BlockJoiner joiner = new Http2BlockJoiner();
  private final int bufferSize;
  private @Nullable ByteBuffer ready;

  Http2HeaderBlocks(StreamSourceConduit next, int bufferSize) {
    super(next);
    this.bufferSize = bufferSize;
  }

  /** Takes bytes that were read before this conduit was in place, and leaves what is ready. */
  void admit(ByteBuffer buffer) {
    int from = buffer.position();
    int passing = joiner.passing(buffer, from, buffer.limit());
    if (from + passing < buffer.limit()) {
      ready = joiner.join(buffer.duplicate().position(from + passing));
      buffer.limit(from + passing);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int read = readSome(into);
    if (hasMore() && next.isReadResumed()) {
      next.wakeupReads();
    }
    return read;
  }

  private int readSome(ByteBuffer into) throws IOException {
    while (true) {
      ByteBuffer rest = ready;
      if (rest != null && rest.hasRemaining()) {
        return move(rest, into);
      }
      ready = null;
      int read = joiner.isJoining() ? readAside() : readThrough(into);
      if (read != 0 || ready == null) {
        return read;
      }
    }
  }

  private int readThrough(ByteBuffer into) throws IOException {
    int start = into.position();
    int read = next.read(into);
    if (read <= 0) {
      return read;
    }
    int passing = joiner.passing(into, start, start + read);
    if (passing < read) {
      ready = joiner.join(into.duplicate().limit(start + read).position(start + passing));
      into.position(start + passing);
    }
    return passing;
  }

  /** Reads in the middle of a block; what is ready then is told by {@link #ready}. */
  private int readAside() throws IOException {
    ByteBuffer aside = ByteBuffer.allocate(bufferSize);
    int read = next.read(aside);
    if (read > 0) {
      ready = joiner.join(aside.flip());
      return 0;
    }
    return read;
  }

  private static int move(ByteBuffer from, ByteBuffer into) {
    int count = Math.min(from.remaining(), into.remaining());
    into.put(into.position(), from, from.position(), count);
    into.position(into.position() + count);
    from.position(from.position() + count);
    return count;
  }

  private boolean hasMore() {
    ByteBuffer rest = ready;
    return rest != null && rest.hasRemaining();
  }

  /** What is kept here is no event of the socket's. */
  @Override
  public void resumeReads() {
    if (hasMore()) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }

  @Override
  public long read(ByteBuffer[] into, int from, int count) throws IOException {
    for (int at = from; at < from + count; at++) {
      if (into[at].hasRemaining()) {
        return read(into[at]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }
}
