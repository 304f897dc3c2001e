package dev.insula.host.hop;

import dev.insula.link.Duplex;
import dev.insula.link.Inbox;
import dev.insula.link.LinkException;
import dev.insula.link.ReceiveWindow;
import dev.insula.link.SendWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One stream of a {@link SharedLink}; serves one request after the other, as a connection does. */
final class LinkStream implements Duplex {
  private static final System.Logger LOG = System.getLogger(LinkStream.class.getName());
  private static final int NOT_OPENED = 0;
  private static final Owner NOBODY =
      new Owner() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}

        @Override
        public void terminated() {}
      };

  private final SharedLink link;
  private final Inbox inbox = new Inbox();
  private final SendWindow sendWindow = new SendWindow();
  private final ReceiveWindow receiveWindow = new ReceiveWindow();
  private Owner owner = NOBODY;
  private int number = NOT_OPENED;
  private boolean wantsRead;
  private boolean wantsWrite;
  private boolean due;
  private boolean lacksRoom;
  private boolean ended;
  private boolean closed;
  private @Nullable IOException failure;

  LinkStream(SharedLink link) {
    this.link = link;
  }

  @Override
  public void owner(Owner newOwner) {
    owner = newOwner;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = inbox.read(target);
    if (count > 0) {
      int credit = receiveWindow.used(count);
      if (credit > 0 && !ended && failure == null) {
        link.sendCredit(number, credit);
      }
      return count;
    }
    if (ended || failure == null) {
      return ended ? -1 : 0;
    }
    throw failure;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    IOException broken = failure;
    if (broken != null) {
      throw broken;
    }
    int wanted = Math.min(source.remaining(), sendWindow.open());
    int count = link.roomFor(wanted);
    if (count > 0) {
      if (number == NOT_OPENED) {
        number = link.opened(this);
      }
      link.send(number, source, count);
      sendWindow.sent(count);
    }
    if (count < wanted) {
      waitForRoom();
    }
    return count;
  }

  @Override
  public void reading(boolean wanted) {
    wantsRead = wanted;
    beDue();
  }

  @Override
  public void writing(boolean wanted) {
    wantsWrite = wanted;
    beDue();
  }

  /** Gets in the list of those whose owner is told, where there is something to tell. */
  private void beDue() {
    if (!due && !closed && (isReadable() || isWritable())) {
      due = true;
      link.due(this);
    }
  }

  private boolean isReadable() {
    return wantsRead && (!inbox.isEmpty() || ended || failure != null);
  }

  /** Where it is for lack of room that it is not, the stream is told when there is some. */
  private boolean isWritable() {
    if (!wantsWrite || failure != null) {
      return wantsWrite;
    }
    boolean mayWrite = sendWindow.open() > 0;
    if (mayWrite && !link.hasRoom()) {
      waitForRoom();
      return false;
    }
    return mayWrite;
  }

  private void waitForRoom() {
    if (!lacksRoom) {
      lacksRoom = true;
      link.lacksRoom(this);
    }
  }

  /** Tells the owner what there is. */
  void tell() {
    due = false;
    try {
      if (!closed && isReadable()) {
        owner.readable();
      }
      if (!closed && isWritable()) {
        owner.writable();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "A stream is given up: its owner failed", e);
      close();
      owner.terminated();
    }
    beDue();
  }

  /** There may be room again. */
  void roomAgain() {
    lacksRoom = false;
    beDue();
  }

  void arrived(ByteBuffer part) throws LinkException {
    receiveWindow.received(part.remaining());
    inbox.offer(part);
    tell();
    inbox.settle();
  }

  void credited(int bytes) throws LinkException {
    sendWindow.credit(bytes);
    beDue();
  }

  /** The daemon sends no more. */
  void ended() {
    ended = true;
    tell();
  }

  /** The stream is over, or the link is; nothing is sent on it any more. */
  void failed(IOException reason) {
    failure = reason;
    tell();
  }

  void terminated() {
    closed = true;
    owner.terminated();
  }

  @Override
  public void endOutput() {
    if (failure == null && number != NOT_OPENED) {
      link.sendEnd(number);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inbox.clear();
      link.closed(number, failure == null);
    }
  }
}
