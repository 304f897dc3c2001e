package dev.insula.site.link;

import dev.insula.link.Inbox;
import dev.insula.link.LinkException;
import dev.insula.link.ReceiveWindow;
import dev.insula.link.SendWindow;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.nio.UdsStreamConnection;

/**
 * One stream of a link as an XNIO connection. Both ends are reported as {@code unix/127.0.0.1:0},
 * as those of a Unix domain socket are.
 */
final class ServedStream extends StreamConnection {

  private final ServedLink link;
  private final int number;
  private final StreamSource source;
  private final StreamSink sink;

  // What follows stands behind the link's lock.
  final Inbox inbox = new Inbox();
  final SendWindow sendWindow = new SendWindow();
  final ReceiveWindow receiveWindow = new ReceiveWindow();
  private boolean due;
  private boolean ended;
  private boolean broken;

  ServedStream(XnioIoThread thread, ServedLink link, int number) {
    super(thread);
    this.link = link;
    this.number = number;
    this.source = new StreamSource(this, link);
    this.sink = new StreamSink(this, link);
    setSourceConduit(source);
    setSinkConduit(sink);
  }

  int number() {
    return number;
  }

  StreamSource source() {
    return source;
  }

  // With the lock held:

  void offer(ByteBuffer part) throws LinkException {
    receiveWindow.received(part.remaining());
    inbox.offer(part);
    source.signal();
  }

  void settle() {
    inbox.settle();
    beDue();
  }

  void credited(int bytes) throws LinkException {
    sendWindow.credit(bytes);
    sink.signal();
    beDue();
  }

  void roomAgain() {
    sink.lacksRoom(false);
    sink.signal();
    beDue();
  }

  /** The front sends no more. */
  void ended() {
    ended = true;
    source.signal();
    beDue();
  }

  /** The front has given the stream up, or the link is closed. */
  void broken() {
    ended = true;
    broken = true;
    source.signal();
    sink.signal();
    beDue();
  }

  boolean isEnded() {
    return ended;
  }

  boolean isBroken() {
    return broken;
  }

  /** Gets in the list of those who are told, where there is something to tell. */
  void beDue() {
    if (!due && (source.isReady() || sink.isReady())) {
      due = true;
      link.due(this);
    }
  }

  // Without it:

  /** Tells the handlers what there is; on the I/O thread. */
  void tell() {
    source.tell();
    sink.tell();
    link.lock.lock();
    try {
      due = false;
      beDue();
    } finally {
      link.lock.unlock();
    }
  }

  @Override
  public SocketAddress getPeerAddress() {
    return UdsStreamConnection.ADDRESS;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return UdsStreamConnection.ADDRESS;
  }

  @Override
  protected boolean readClosed() {
    return super.readClosed();
  }

  @Override
  protected boolean writeClosed() {
    return super.writeClosed();
  }

  @Override
  protected void closeAction() {
    link.lock.lock();
    try {
      link.closed(this);
      inbox.clear();
      source.signal();
      sink.signal();
    } finally {
      link.lock.unlock();
    }
  }

  @Override
  protected void notifyReadClosed() {
    source.terminated();
    super.notifyReadClosed();
  }

  @Override
  protected void notifyWriteClosed() {
    sink.terminated();
    super.notifyWriteClosed();
  }
}
