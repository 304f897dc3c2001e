package dev.insula.site.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The body of one request: the first read beyond the limit fails, so that the site can be told and
 * the client answered; a little more may be read and dropped then, and no more.
 */
final class LimitedBody extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final BodyLimit limit;
  private final long declared;
  private boolean told;
  private long taken;

  LimitedBody(StreamSourceConduit next, BodyLimit limit, long declared) {
    super(next);
    this.limit = limit;
    this.declared = declared;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    before();
    return (int) counted(next.read(target));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    before();
    return counted(next.read(targets, offset, length));
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    before();
    return counted(next.transferTo(position, count, target));
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    before();
    long moved = next.transferTo(count, through, target);
    counted(Math.max(0, moved) + through.remaining());
    return moved;
  }

  private void before() throws IOException {
    if (!told && declared > limit.bytes()) {
      told = true;
      limit.check(declared);
    }
  }

  private long counted(long read) throws IOException {
    if (read > 0) {
      taken += read;
      if (taken > limit.bytes() && (!told || taken > limit.bytes() + BodyLimit.DROPPED)) {
        told = true;
        limit.check(taken);
      }
    }
    return read;
  }
}
