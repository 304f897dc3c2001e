package dev.insula.host.hop;

import dev.insula.link.Duplex;
import dev.insula.link.FrameReader;
import dev.insula.link.LinkException;
import dev.insula.link.Outbox;
import dev.insula.link.StreamTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The front's end of a link: one connection to a daemon that carries the requests of one I/O
 * thread. What they write in one turn of the selector leaves in one write. It ends with the last of
 * its streams.
 */
final class SharedLink implements Duplex.Owner, FrameReader.Handler, Runnable {
  private static final int READS_PER_TURN = 8;

  private final Duplex socket;
  private final Lane lane;
  private final Outbox out;
  private final FrameReader frames = new FrameReader();
  private final StreamTable<LinkStream> streams = new StreamTable<>();
  private final ArrayDeque<LinkStream> due = new ArrayDeque<>();
  private final ArrayDeque<LinkStream> withoutRoom = new ArrayDeque<>();
  private int lastNumber;
  private int users;
  private boolean queued;
  private boolean blocked;
  private boolean open = true;
  private @Nullable IOException unwritable;

  /** Takes a socket that is connected and says the protocol's first word on it. */
  @SuppressWarnings("this-escape") // nothing is told before the selector's next turn
  SharedLink(Duplex socket, Lane lane) {
    this.socket = socket;
    this.lane = lane;
    this.out = new Outbox(lane.shelf(), socket::write);
    out.preface();
    socket.owner(this);
    socket.reading(true);
  }

  boolean isOpen() {
    return open && unwritable == null && lastNumber < Integer.MAX_VALUE;
  }

  LinkStream newStream() {
    users++;
    return new LinkStream(this);
  }

  /** Gives a stream that is about to send its number. */
  int opened(LinkStream stream) {
    lastNumber++;
    streams.put(lastNumber, stream);
    return lastNumber;
  }

  /**
   * How many of these bytes there is room for; makes room where that is needed.
   *
   * @throws IOException if nothing will be sent any more
   */
  int roomFor(int wanted) throws IOException {
    if (out.room() < wanted && !blocked) {
      flush();
    }
    IOException broken = unwritable;
    if (broken != null) {
      throw broken;
    }
    if (!open) {
      throw new IOException("the link is closed");
    }
    return Math.min(wanted, out.room());
  }

  boolean hasRoom() {
    return out.hasRoom();
  }

  void send(int number, ByteBuffer source, int count) {
    out.data(number, source, count);
    runSoon();
  }

  void sendCredit(int number, int bytes) {
    out.credit(number, bytes);
    runSoon();
  }

  void sendEnd(int number) {
    out.end(number);
    runSoon();
  }

  /** A stream has no user any more. */
  void closed(int number, boolean mustTell) {
    users--;
    if (number > 0) {
      streams.remove(number);
      if (mustTell && open) {
        out.reset(number);
      }
    }
    runSoon();
  }

  void due(LinkStream stream) {
    due.addLast(stream);
    runSoon();
  }

  void lacksRoom(LinkStream stream) {
    withoutRoom.addLast(stream);
  }

  private void runSoon() {
    if (!queued) {
      queued = true;
      try {
        lane.thread().execute(this);
      } catch (RejectedExecutionException e) {
        // the worker is stopping, and with it all of its links
      }
    }
  }

  /** Runs when all that the selector had in this turn is done. */
  @Override
  public void run() {
    queued = false;
    IOException broken = unwritable;
    if (broken != null) {
      readable(); // what the daemon has sent before it went
      breakDown(broken);
    }
    flush();
    for (int count = due.size(); count > 0; count--) {
      due.removeFirst().tell();
    }
    if (open && users == 0) {
      open = false;
      out.discard();
      socket.close();
    }
  }

  private void flush() {
    if (!open || unwritable != null) {
      return;
    }
    try {
      boolean all = out.flush();
      if (blocked == all) {
        blocked = !all;
        socket.writing(blocked);
      }
      if (all) {
        for (int count = withoutRoom.size(); count > 0; count--) {
          withoutRoom.removeFirst().roomAgain();
        }
      }
    } catch (IOException e) {
      blocked = true;
      unwritable = e;
      runSoon();
    }
  }

  @Override
  public void readable() {
    try {
      for (int i = 0; i < READS_PER_TURN && open; i++) {
        ByteBuffer in = lane.linkBuffer();
        int count = socket.read(in);
        if (count < 0) {
          breakDown(new IOException("it closed the link"));
          return;
        }
        boolean full = !in.hasRemaining();
        frames.read(in.flip(), this);
        if (!full) {
          return;
        }
      }
    } catch (IOException e) {
      breakDown(e);
    }
  }

  @Override
  public void writable() {
    flush();
  }

  @Override
  public void data(int number, ByteBuffer part) throws LinkException {
    LinkStream stream = streams.get(number);
    if (stream != null) {
      stream.arrived(part);
    } else {
      mustBePast(number);
    }
  }

  @Override
  public void credit(int number, int bytes) throws LinkException {
    LinkStream stream = streams.get(number);
    if (stream != null) {
      stream.credited(bytes);
    } else {
      mustBePast(number);
    }
  }

  @Override
  public void end(int number) throws LinkException {
    LinkStream stream = streams.get(number);
    if (stream != null) {
      stream.ended();
    } else {
      mustBePast(number);
    }
  }

  @Override
  public void reset(int number) throws LinkException {
    LinkStream stream = streams.get(number);
    if (stream != null) {
      streams.remove(number);
      stream.failed(new IOException("it closed the connection"));
    } else {
      mustBePast(number);
    }
  }

  /** What comes late for a stream that was given up is nobody's. */
  private void mustBePast(int number) throws LinkException {
    if (number > lastNumber) {
      throw new LinkException("a frame names the stream " + number + ", which was never opened");
    }
  }

  private void breakDown(IOException why) {
    if (open) {
      open = false;
      socket.close();
      out.discard();
      streams.clear().forEach(stream -> stream.failed(why));
      List.copyOf(withoutRoom).forEach(stream -> stream.failed(why));
    }
  }

  @Override
  public void terminated() {
    open = false;
    out.discard();
    streams.clear().forEach(LinkStream::terminated);
    List.copyOf(withoutRoom).forEach(LinkStream::terminated);
  }
}
