package dev.insula.host.hop;

import dev.insula.link.Duplex;
import dev.insula.link.LinkException;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Moves one connection's answers from the daemon to the client. Bytes pass through the I/O thread's
 * scratch buffer; only what a slow client did not take stays here, and meanwhile nothing is read.
 */
final class AnswerFlow {
  private static final byte[] NOTHING = {};

  /** Reads in one turn of the selector, so that a fast site cannot keep the thread to itself. */
  private static final int READS_PER_TURN = 8;

  private final Duplex link;
  private final Lane lane;
  private final HopContext hop;
  private final AnswerBody body = new AnswerBody();
  private Relay relay;
  private @Nullable ClientAnswer client;
  private byte[] partialHead = NOTHING;
  private @Nullable ByteBuffer leftover;
  private boolean slow;
  private boolean reusable;

  @SuppressWarnings("NullAway.Init") // the relay is there from begin() on, before anything else
  AnswerFlow(Upstream upstream, LanePool pool) {
    this.link = upstream.link();
    this.lane = pool.lane();
    this.hop = pool.hop();
  }

  void begin(Relay newRelay) {
    relay = newRelay;
    client = null;
    partialHead = NOTHING;
    leftover = null;
    slow = false;
    reusable = true;
  }

  /** Whether a byte of the answer has come. */
  boolean hasBegun() {
    return client != null || partialHead.length > 0;
  }

  /** Whether the client has to take something before the site may send more. */
  boolean isBlocked() {
    return leftover != null;
  }

  void readable() {
    try {
      for (int i = 0; i < READS_PER_TURN; i++) {
        ByteBuffer in = into();
        int start = in.position();
        int count = link.read(in);
        if (count == 0) {
          return;
        }
        if (count < 0) {
          connectionEnded();
          return;
        }
        boolean full = !in.hasRemaining();
        relay.progressed();
        in.limit(in.position()).position(start - partialHead.length);
        if (!take(in) || !full) {
          return;
        }
      }
    } catch (BadAnswerException e) {
      relay.badAnswer(e);
    } catch (LinkException e) {
      relay.badAnswer(new BadAnswerException(e.reason()));
    } catch (IOException e) {
      relay.siteDied("reading from it failed: " + e.getMessage());
    }
  }

  private ByteBuffer into() {
    if (partialHead.length > 0) {
      return lane.scratch().forReading(partialHead);
    }
    return slow ? lane.scratch().forReadingSlowly() : lane.scratch().forReading();
  }

  private void connectionEnded() {
    if (client != null && body.endsWithConnection()) {
      reusable = false;
      finish(client);
    } else {
      relay.siteDied(
          hasBegun() ? "it closed in the middle of its answer" : "it closed without an answer");
    }
  }

  /** Takes what was read; false when nothing more is to be read now. */
  private boolean take(ByteBuffer in) throws BadAnswerException {
    ClientAnswer known = client;
    return known == null ? takeHead(in) : deliver(known, in, false);
  }

  private boolean takeHead(ByteBuffer in) throws BadAnswerException {
    AnswerHead head = lane.answerHead();
    while (true) {
      int length = parse(head, in);
      if (length == -1) {
        keepPartialHead(in);
        return true;
      }
      in.position(in.position() + length);
      partialHead = NOTHING;
      if (head.status() >= 200 || head.status() == 101) {
        return begin(head, in);
      }
      if (head.status() == 100) {
        relay.siteWantsBody();
      }
      if (!in.hasRemaining() || relay.isDone()) {
        return !relay.isDone();
      }
    }
  }

  private int parse(AnswerHead head, ByteBuffer in) throws BadAnswerException {
    int available = in.remaining();
    int length = -1;
    int tried = Math.min(available, Lane.FIRST_HEAD_BYTES);
    if (partialHead.length == 0 || HeadEnd.isIn(in, partialHead.length)) {
      length = parse(head, in, tried);
    }
    if (length == -1
        && available > tried
        && HeadEnd.isIn(in, Math.max(tried, partialHead.length))) {
      length = parse(head, in, Math.min(available, hop.target().limits().answerHeadBytes()));
    }
    int seen = length == -1 ? available : length;
    if (seen > hop.target().limits().answerHeadBytes()) {
      throw new BadAnswerException("the answer's head is too long");
    }
    return length;
  }

  private int parse(AnswerHead head, ByteBuffer in, int count) throws BadAnswerException {
    byte[] bytes = lane.headBytes(count);
    in.get(in.position(), bytes, 0, count);
    return head.parse(bytes, count, relay.isHead());
  }

  private void keepPartialHead(ByteBuffer in) {
    partialHead = new byte[in.remaining()];
    in.get(in.position(), partialHead);
  }

  private boolean begin(AnswerHead head, ByteBuffer in) throws BadAnswerException {
    reusable = head.fields().isReusable();
    body.begin(head.fields());
    if (head.status() == 101) {
      relay.switched(head, in);
      return false;
    }
    HttpHandler allowed = Question.allowedBy(head, relay.exchange());
    if (allowed != null) {
      relay.allowed(allowed, reusable && !in.hasRemaining());
      return false;
    }
    ClientAnswer chosen = relay.answerBegins(head, body);
    client = chosen;
    return deliver(chosen, in, true);
  }

  private boolean deliver(ClientAnswer to, ByteBuffer in, boolean first) throws BadAnswerException {
    try {
      boolean taken = first ? to.begin(lane.answerHead(), in) : to.accept(in);
      return delivered(to, in, taken);
    } catch (BadAnswerException e) {
      throw e;
    } catch (IOException e) {
      relay.fail(new HopFailure.ClientGone("writing to it failed: " + e.getMessage()));
      return false;
    }
  }

  private boolean delivered(ClientAnswer to, ByteBuffer in, boolean taken) {
    if (relay.isDone()) {
      return false;
    }
    if (!taken) {
      leftover = Scratch.copyOf(in);
      slow = true;
      link.reading(false);
      to.awaitWritable(this::clientWritable);
      return false;
    }
    if (body.ended()) {
      finish(to);
      return false;
    }
    return true;
  }

  private void clientWritable() {
    ByteBuffer rest = leftover;
    ClientAnswer to = client;
    if (rest == null || to == null || relay.isDone()) {
      return;
    }
    try {
      if (to.resume(rest)) {
        leftover = null;
        relay.progressed();
        to.stopAwaiting();
        link.reading(true);
        if (body.ended()) {
          finish(to);
        }
      } else {
        relay.progressed();
      }
    } catch (BadAnswerException e) {
      relay.badAnswer(e);
    } catch (IOException e) {
      relay.fail(new HopFailure.ClientGone("writing to it failed: " + e.getMessage()));
    }
  }

  private void finish(ClientAnswer to) {
    relay.answered(to, reusable && to.excess() == 0);
  }
}
