package dev.insula.site.link;

import dev.insula.link.BufferShelf;
import dev.insula.link.FrameReader;
import dev.insula.link.LinkException;
import dev.insula.link.Outbox;
import dev.insula.link.StreamTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * The daemon's end of one link. Reads, and writes what its streams have collected, on the link's
 * I/O thread; the streams may be used on any thread, so what they share stands behind one lock.
 * Nobody is told anything while it is held.
 */
final class ServedLink implements FrameReader.Handler, Runnable {
  private static final int READ_BUFFER = 64 * 1024;
  private static final int READS_PER_TURN = 8;
  private static final int MOST_STREAMS = 65_536;

  private final StreamConnection connection;
  private final ConduitStreamSourceChannel source;
  private final ConduitStreamSinkChannel sink;
  private final ChannelListener<? super StreamConnection> opened;
  private final FrameReader frames = new FrameReader();
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BUFFER);

  final ReentrantLock lock = new ReentrantLock();
  private final Condition emptied = lock.newCondition();
  private final Outbox out;
  private final StreamTable<ServedStream> streams = new StreamTable<>();
  private final ArrayDeque<ServedStream> due = new ArrayDeque<>();
  private final ArrayDeque<ServedStream> withoutRoom = new ArrayDeque<>();
  private int lastNumber;
  private boolean queued;
  private boolean blocked;
  private boolean open = true;

  /**
   * For a connection that has said the protocol's first word.
   *
   * @param opened gets each stream that the front opens
   */
  ServedLink(StreamConnection connection, ChannelListener<? super StreamConnection> opened) {
    this.connection = connection;
    this.source = connection.getSourceChannel();
    this.sink = connection.getSinkChannel();
    this.opened = opened;
    this.out = new Outbox(new BufferShelf(1), sink::write);
  }

  /** Begins with what was read already. */
  void begin(ByteBuffer first) {
    source.setReadListener(_ -> readable());
    sink.setWriteListener(_ -> run());
    try {
      frames.read(first, this);
      source.resumeReads();
    } catch (LinkException e) {
      refuse(e);
    }
  }

  private void refuse(LinkException broken) {
    System.err.println("The link to the host is closed: " + broken.reason() + ".");
    IoUtils.safeClose(connection);
  }

  private void readable() {
    try {
      for (int i = 0; i < READS_PER_TURN && connection.isOpen(); i++) {
        int count = source.read(in.clear());
        if (count < 0) {
          IoUtils.safeClose(connection);
          return;
        }
        boolean full = !in.hasRemaining();
        frames.read(in.flip(), this);
        if (!full) {
          return;
        }
      }
    } catch (LinkException e) {
      refuse(e);
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    }
  }

  @Override
  public void data(int number, ByteBuffer part) throws LinkException {
    boolean fresh = false;
    ServedStream stream;
    lock.lock();
    try {
      stream = streams.get(number);
      if (stream == null) {
        if (number <= lastNumber) {
          return;
        }
        stream = open(number);
        fresh = true;
      }
      stream.offer(part);
    } finally {
      lock.unlock();
    }
    if (fresh) {
      ChannelListeners.invokeChannelListener(stream, opened);
    } else {
      stream.source().tell();
    }
    lock.lock();
    try {
      stream.settle();
    } finally {
      lock.unlock();
    }
  }

  private ServedStream open(int number) throws LinkException {
    if (streams.size() == MOST_STREAMS) {
      throw new LinkException("more than " + MOST_STREAMS + " streams are open");
    }
    lastNumber = number;
    ServedStream stream = new ServedStream(connection.getIoThread(), this, number);
    streams.put(number, stream);
    return stream;
  }

  @Override
  public void credit(int number, int bytes) throws LinkException {
    lock.lock();
    try {
      ServedStream stream = streams.get(number);
      if (stream != null) {
        stream.credited(bytes);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end(int number) {
    lock.lock();
    try {
      ServedStream stream = streams.get(number);
      if (stream != null) {
        stream.ended();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void reset(int number) {
    lock.lock();
    try {
      ServedStream stream = streams.get(number);
      if (stream != null) {
        streams.remove(number);
        stream.broken();
      }
    } finally {
      lock.unlock();
    }
  }

  // From here to run(): with the lock held.

  /** How many of these bytes there is room for; makes room where that is needed. */
  int roomFor(int wanted) throws IOException {
    if (!open) {
      throw new IOException("the link is closed");
    }
    if (out.room() < wanted && !blocked) {
      flush();
    }
    return Math.min(wanted, out.room());
  }

  boolean hasRoom() {
    return out.hasRoom();
  }

  void send(int number, ByteBuffer[] sources, int offset, int count) {
    out.data(number, sources, offset, count);
    runSoon();
  }

  void send(int number, ByteBuffer data, int count) {
    out.data(number, data, count);
    runSoon();
  }

  void sendCredit(ServedStream stream, int bytes) {
    if (open) {
      out.credit(stream.number(), bytes);
      runSoon();
    }
  }

  void sendEnd(ServedStream stream) {
    if (open) {
      out.end(stream.number());
      runSoon();
    }
  }

  void closed(ServedStream stream) {
    if (open && streams.get(stream.number()) != null) {
      streams.remove(stream.number());
      out.reset(stream.number());
      runSoon();
    }
  }

  void due(ServedStream stream) {
    due.addLast(stream);
    runSoon();
  }

  void lacksRoom(ServedStream stream) {
    withoutRoom.addLast(stream);
  }

  private void runSoon() {
    if (!queued) {
      queued = true;
      try {
        connection.getIoThread().execute(this);
      } catch (RejectedExecutionException e) {
        // the process ends, and with it the link
      }
    }
  }

  private void flush() throws IOException {
    boolean all = out.flush();
    if (blocked == all) {
      blocked = !all;
      if (blocked) {
        sink.resumeWrites();
      } else {
        sink.suspendWrites();
      }
    }
    if (all) {
      emptied.signalAll();
      for (int count = withoutRoom.size(); count > 0; count--) {
        withoutRoom.removeFirst().roomAgain();
      }
    }
  }

  /** Runs when all that the selector had in this turn is done. */
  @Override
  public void run() {
    List<ServedStream> told = List.of();
    boolean failed = false;
    lock.lock();
    try {
      queued = false;
      if (open) {
        flush();
      }
      if (!due.isEmpty()) {
        told = List.copyOf(due);
        due.clear();
      }
    } catch (IOException e) {
      failed = true;
      runSoon(); // for those who were to be told in this turn
    } finally {
      lock.unlock();
    }
    if (failed) {
      IoUtils.safeClose(connection);
    }
    told.forEach(ServedStream::tell);
  }

  /** The connection is closed: so are its streams. */
  void broken() {
    lock.lock();
    try {
      open = false;
      out.discard();
      emptied.signalAll();
      streams.clear().forEach(ServedStream::broken);
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until everything was written or the time is over. */
  void awaitEmpty(long endNanos) {
    lock.lock();
    try {
      while (open && !out.isEmpty() && System.nanoTime() < endNanos) {
        emptied.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
