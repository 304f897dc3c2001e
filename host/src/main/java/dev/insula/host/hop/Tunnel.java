package dev.insula.host.hop;

import dev.insula.link.Duplex;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Two connections joined after a switch of protocols. Bytes move both ways through the thread's
 * scratch buffer; what one side does not take stops reading from the other.
 */
final class Tunnel implements Duplex.Owner {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Relay relay;
  private final Duplex site;
  private final Lane lane;
  private @Nullable StreamConnection client;
  private ByteBuffer forClient;
  private ByteBuffer forSite = NOTHING;
  private boolean siteEnded;
  private boolean clientEnded;
  private boolean over;
  private long movedAt;

  /**
   * @param early what the site has sent after its answer's head
   */
  Tunnel(Relay relay, Duplex site, ByteBuffer early) {
    this.relay = relay;
    this.site = site;
    this.lane = relay.lane();
    this.forClient = Scratch.copyOf(early);
    this.movedAt = lane.now();
    site.owner(this);
    site.reading(false);
  }

  /** Passes on the answer that switches protocols and takes the client's connection over. */
  void open(AnswerHead head) {
    HttpServerExchange exchange = relay.exchange();
    UndertowAnswer.fields(head, exchange.getResponseHeaders());
    exchange.upgradeChannel((connection, upgraded) -> start(connection));
    exchange.endExchange();
  }

  /** The client has got its 101; from now on bytes move. */
  private void start(StreamConnection connection) {
    if (over) {
      IoUtils.safeClose(connection);
      return;
    }
    client = connection;
    connection.getSourceChannel().setReadListener(source -> clientReadable(source));
    connection.getSinkChannel().setWriteListener(sink -> clientWritable(sink));
    connection.setCloseListener(closed -> end());
    connection.getSourceChannel().resumeReads();
    clientWritable(connection.getSinkChannel());
  }

  private void clientReadable(ConduitStreamSourceChannel source) {
    try {
      ByteBuffer in = lane.scratch().forReading();
      int start = in.position();
      int count = source.read(in);
      if (count < 0) {
        clientEnded = true;
        source.suspendReads();
        endSiteOutput();
      } else if (count > 0) {
        movedAt = lane.now();
        relay.report().read(count);
        in.limit(in.position()).position(start);
        site.write(in);
        if (in.hasRemaining()) {
          forSite = Scratch.copyOf(in);
          source.suspendReads();
          site.writing(true);
        }
      }
    } catch (IOException e) {
      end();
    }
  }

  @Override
  public void writable() {
    try {
      site.write(forSite);
      StreamConnection to = client;
      if (!forSite.hasRemaining() && to != null) {
        forSite = NOTHING;
        site.writing(false);
        if (clientEnded) {
          endSiteOutput();
        } else {
          to.getSourceChannel().resumeReads();
        }
      }
    } catch (IOException e) {
      end();
    }
  }

  private void endSiteOutput() throws IOException {
    if (!forSite.hasRemaining()) {
      site.endOutput();
      endIfBothEnded();
    }
  }

  @Override
  public void readable() {
    StreamConnection to = client;
    if (to == null) {
      return;
    }
    try {
      ByteBuffer in = lane.scratch().forReading();
      int start = in.position();
      int count = site.read(in);
      if (count < 0) {
        siteEnded = true;
        site.reading(false);
      } else if (count > 0) {
        movedAt = lane.now();
        in.limit(in.position()).position(start);
        relay.report().sent(count);
        to.getSinkChannel().write(in);
        if (in.hasRemaining()) {
          forClient = Scratch.copyOf(in);
        }
      }
      clientWritable(to.getSinkChannel());
    } catch (IOException e) {
      end();
    }
  }

  /** Writes and flushes what is left for the client, then reads from the site again. */
  private void clientWritable(ConduitStreamSinkChannel sink) {
    try {
      while (forClient.hasRemaining()) {
        if (sink.write(forClient) == 0) {
          break;
        }
      }
      if (siteEnded && !forClient.hasRemaining()) {
        sink.shutdownWrites();
      }
      boolean flushed = sink.flush() && !forClient.hasRemaining();
      if (flushed) {
        forClient = NOTHING;
        sink.suspendWrites();
        endIfBothEnded();
      } else {
        sink.resumeWrites();
      }
      if (!over) {
        site.reading(flushed && !siteEnded);
      }
    } catch (IOException e) {
      end();
    }
  }

  private void endIfBothEnded() {
    if (siteEnded && clientEnded && !forClient.hasRemaining() && !forSite.hasRemaining()) {
      end();
    }
  }

  @Override
  public void terminated() {
    end();
  }

  void tick(long now, long idleNanos) {
    if (now - movedAt > idleNanos + Lane.TICK_NANOS) {
      end();
    }
  }

  /** Closes both sides. */
  void end() {
    if (!over) {
      over = true;
      relay.tunnelEnded();
      IoUtils.safeClose(client);
    }
  }
}
