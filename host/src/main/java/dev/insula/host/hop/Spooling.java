package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * Receives a request's body as a whole: in memory as long as it is short, then in a file that a
 * worker thread writes while the client rests.
 */
final class Spooling implements Ticking {
  private final Relay relay;
  private final Lane lane;
  private final HttpServerExchange exchange;
  private final ClientBody source;
  private final SpoolDirectory spool;
  private final long clientNanos;
  private final ByteBuffer memory;
  private @Nullable FileChannel file;
  private long inFile;
  private boolean writing;
  private boolean over;
  private long lastByte;

  private Spooling(Relay relay, Lane lane, ClientBody source, Buffering.Spooled how) {
    this.relay = relay;
    this.lane = lane;
    this.exchange = relay.exchange();
    this.source = source;
    this.spool = how.spool();
    this.clientNanos = relay.clientNanos();
    this.memory = ByteBuffer.allocate(how.memoryBytes());
    this.lastByte = lane.now();
  }

  static void start(Relay relay, RequestFlow request, Lane lane, Buffering.Spooled how) {
    try {
      Spooling spooling = new Spooling(relay, lane, request.clientBody(), how);
      lane.watch(spooling);
      spooling.read();
    } catch (IOException e) {
      relay.fail(new HopFailure.ClientGone(e.toString()));
    }
  }

  private void read() {
    if (over || writing) {
      return;
    }
    try {
      int count = memory.hasRemaining() ? source.read(memory) : 0;
      if (count > 0) {
        lastByte = lane.now();
        relay.readFromClient(count);
      }
      proceed(count);
    } catch (IOException | RuntimeException e) {
      end();
      relay.fail(new HopFailure.ClientGone("its request body broke off: " + e.getMessage()));
    }
  }

  private void proceed(int count) {
    if (relay.isDone()) {
      end();
    } else if (count < 0 && file == null) {
      finish(SpooledBody.inMemory(exchange, memory.flip()));
    } else if (count < 0 || !memory.hasRemaining()) {
      write(count < 0);
    } else {
      source.wake(this::read);
    }
  }

  private void write(boolean last) {
    source.rest();
    memory.flip();
    if (!spool.reserve(memory.remaining())) {
      end();
      relay.fail(new HopFailure.NoRoom("the quota for buffered request bodies is used up"));
      return;
    }
    inFile += memory.remaining();
    writing = true;
    exchange.getConnection().getWorker().execute(() -> writeOnWorker(last));
  }

  private void writeOnWorker(boolean last) {
    IOException failed = null;
    FileChannel to = file;
    try {
      if (to == null) {
        to = spool.open();
      }
      while (memory.hasRemaining()) {
        to.write(memory);
      }
    } catch (IOException e) {
      failed = e;
    }
    FileChannel written = to;
    IOException why = failed;
    lane.thread().execute(() -> written(written, why, last));
  }

  private void written(@Nullable FileChannel to, @Nullable IOException why, boolean last) {
    writing = false;
    file = to;
    if (over || relay.isDone()) {
      end();
    } else if (why != null || to == null) {
      end();
      relay.fail(new HopFailure.NoRoom("a request body could not be buffered: " + why));
    } else if (last) {
      finish(SpooledBody.inFile(exchange, to, inFile, spool));
    } else {
      memory.clear();
      source.wake(this::read);
    }
  }

  private void finish(SpooledBody body) {
    over = true;
    file = null;
    inFile = 0;
    lane.forget(this);
    relay.spooled(body);
  }

  private void end() {
    over = true;
    lane.forget(this);
    if (!writing) {
      IoUtils.safeClose(file);
      file = null;
      spool.giveBack(inFile);
      inFile = 0;
    }
  }

  @Override
  public void tick(long now) {
    if (relay.isDone()) {
      end();
    } else if (!writing && now - lastByte > clientNanos + Lane.TICK_NANOS) {
      end();
      relay.fail(new HopFailure.ClientTooSlow("the client sends nothing of its request's body"));
    }
  }
}
