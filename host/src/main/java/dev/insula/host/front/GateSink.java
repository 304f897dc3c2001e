package dev.insula.host.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** Notices a client that takes no more bytes, and an answer of 101, as answers go out. */
final class GateSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private static final byte[] SWITCHING = Ascii.bytes("HTTP/1.1 101");

  private final GateConnection connection;
  private boolean lingering;
  private boolean upgradeAwaited;

  GateSink(StreamSinkConduit next, GateConnection connection) {
    super(next);
    this.connection = connection;
  }

  /** The next bytes written are the head that answers a request to upgrade. */
  void awaitUpgrade() {
    upgradeAwaited = true;
  }

  /** The last answer was written; keeps the connection's reading side alive to drain it. */
  void linger() throws IOException {
    lingering = true;
    next.terminateWrites();
    next.flush();
  }

  @Override
  public boolean isWriteShutdown() {
    return !lingering && next.isWriteShutdown();
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    look(src);
    int written = next.write(src);
    connection.wrote(written, src.hasRemaining());
    return written;
  }

  @Override
  public long write(ByteBuffer[] srcs, int from, int count) throws IOException {
    if (count > 0) {
      look(srcs[from]);
    }
    long written = next.write(srcs, from, count);
    connection.wrote(written, count > 0 && srcs[from + count - 1].hasRemaining());
    return written;
  }

  @Override
  public int writeFinal(ByteBuffer src) throws IOException {
    look(src);
    int written = next.writeFinal(src);
    connection.wrote(written, src.hasRemaining());
    return written;
  }

  @Override
  public long writeFinal(ByteBuffer[] srcs, int from, int count) throws IOException {
    if (count > 0) {
      look(srcs[from]);
    }
    long written = next.writeFinal(srcs, from, count);
    connection.wrote(written, count > 0 && srcs[from + count - 1].hasRemaining());
    return written;
  }

  @Override
  public long transferFrom(FileChannel src, long position, long count) throws IOException {
    long written = next.transferFrom(src, position, count);
    connection.wrote(written, written == 0);
    return written;
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    long written = next.transferFrom(source, count, through);
    connection.wrote(written, through.hasRemaining());
    return written;
  }

  @Override
  public boolean flush() throws IOException {
    boolean flushed = next.flush();
    if (flushed) {
      connection.wrote(1, false);
    }
    return flushed;
  }

  private void look(ByteBuffer head) {
    if (!upgradeAwaited || head.remaining() < SWITCHING.length) {
      return;
    }
    int same = 0;
    while (same < SWITCHING.length && head.get(head.position() + same) == SWITCHING[same]) {
      same++;
    }
    upgradeAwaited = same == SWITCHING.length - 1;
    if (same == SWITCHING.length) {
      connection.upgraded();
    }
  }
}
