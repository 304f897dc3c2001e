package dev.insula.host.hop;

import dev.insula.link.Duplex;
import org.jspecify.annotations.Nullable;

/** One connection to a daemon: at rest in its pool, or serving one request. */
final class Upstream implements Duplex.Owner {
  private final Duplex link;
  private final LanePool pool;
  private final AnswerFlow answer;
  private @Nullable Relay relay;
  private long idleSince;
  private boolean used;

  Upstream(Duplex link, LanePool pool) {
    this.link = link;
    this.pool = pool;
    this.answer = new AnswerFlow(this, pool);
  }

  Duplex link() {
    return link;
  }

  AnswerFlow answer() {
    return answer;
  }

  /** Whether an earlier request was answered on this connection. */
  boolean wasUsed() {
    return used;
  }

  void serve(Relay newRelay) {
    relay = newRelay;
    answer.begin(newRelay);
  }

  /** Ends the service of a request; the connection goes back to the pool or is closed. */
  void leave(boolean reusable) {
    relay = null;
    used = true;
    pool.release(this, reusable);
  }

  void rest(long now) {
    idleSince = now;
  }

  long idleSince() {
    return idleSince;
  }

  void tick(long now) {
    Relay serving = relay;
    if (serving != null) {
      serving.tick(now);
    }
  }

  @Override
  public void readable() {
    if (relay == null) {
      pool.lost(this);
    } else {
      answer.readable();
    }
  }

  @Override
  public void writable() {
    Relay serving = relay;
    if (serving == null) {
      link.writing(false);
    } else {
      serving.siteWritable();
    }
  }

  @Override
  public void terminated() {
    Relay serving = relay;
    if (serving == null) {
      pool.lost(this);
    } else {
      serving.siteDied("the I/O thread is stopping");
    }
  }
}
