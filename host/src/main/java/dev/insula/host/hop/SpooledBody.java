package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * A request's body that was received as a whole: its first bytes in memory, the rest in a file that
 * worker threads read ahead, piece by piece.
 */
final class SpooledBody implements BodySource {
  /** Where the body stays while the exchange waits for a daemon. */
  static final AttachmentKey<SpooledBody> KEPT = AttachmentKey.create(SpooledBody.class);

  private static final int PIECE = 64 * 1024;

  private final HttpServerExchange exchange;
  private final ByteBuffer memory;
  private final @Nullable FileChannel file;
  private final long fileLength;
  private final @Nullable SpoolDirectory spool;
  private final ByteBuffer piece;
  private long filePosition;
  private boolean loading;
  private @Nullable IOException broken;
  private @Nullable Runnable listener;
  private boolean released;

  private SpooledBody(
      HttpServerExchange exchange,
      ByteBuffer memory,
      @Nullable FileChannel file,
      long fileLength,
      @Nullable SpoolDirectory spool) {
    this.exchange = exchange;
    this.memory = memory;
    this.file = file;
    this.fileLength = fileLength;
    this.spool = spool;
    this.piece = ByteBuffer.allocate(file == null ? 0 : PIECE).limit(0);
  }

  static SpooledBody inMemory(HttpServerExchange exchange, ByteBuffer memory) {
    return new SpooledBody(exchange, memory, null, 0, null);
  }

  /**
   * @param fileLength bytes in the file, set aside in {@code spool}
   */
  static SpooledBody inFile(
      HttpServerExchange exchange, FileChannel file, long fileLength, SpoolDirectory spool) {
    return new SpooledBody(exchange, ByteBuffer.allocate(0), file, fileLength, spool);
  }

  long length() {
    return memory.capacity() == 0 ? fileLength : memory.limit();
  }

  /** Starts from the first byte again. */
  void rewind() {
    memory.rewind();
    piece.limit(0);
    filePosition = 0;
    listener = null;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    IOException earlier = broken;
    if (earlier != null) {
      throw earlier;
    }
    if (memory.hasRemaining()) {
      return move(memory, target);
    }
    if (piece.hasRemaining()) {
      return move(piece, target);
    }
    return filePosition == fileLength ? -1 : 0;
  }

  private static int move(ByteBuffer from, ByteBuffer target) {
    int count = Math.min(from.remaining(), target.remaining());
    target.put(target.position(), from, from.position(), count);
    target.position(target.position() + count);
    from.position(from.position() + count);
    return count;
  }

  @Override
  public void wake(Runnable newListener) {
    listener = newListener;
    if (!loading) {
      if (piece.hasRemaining() || filePosition == fileLength) {
        exchange.getIoThread().execute(this::tell);
      } else {
        loading = true;
        exchange.getConnection().getWorker().execute(this::load);
      }
    }
  }

  /** On a worker thread; nothing else touches the piece meanwhile. */
  private void load() {
    IOException failed = null;
    try {
      FileChannel from = file;
      piece.clear();
      int count = from == null ? -1 : from.read(piece, filePosition);
      piece.flip();
      if (count <= 0) {
        failed = new IOException("a buffered request body is shorter than it was");
      }
    } catch (IOException e) {
      failed = e;
    }
    IOException why = failed;
    exchange.getIoThread().execute(() -> loaded(why));
  }

  private void loaded(@Nullable IOException why) {
    loading = false;
    broken = why;
    filePosition += piece.remaining();
    tell();
  }

  private void tell() {
    Runnable told = listener;
    listener = null;
    if (told != null && !released) {
      told.run();
    }
  }

  @Override
  public void rest() {
    listener = null;
  }

  @Override
  public void release() {
    if (!released) {
      released = true;
      SpoolDirectory from = spool;
      if (file != null && from != null) {
        IoUtils.safeClose(file);
        from.giveBack(fileLength);
      }
    }
  }
}
