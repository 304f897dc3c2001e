package dev.insula.spawner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One connection of the front's: reads requests, a line each, and writes answers and events. Ends
 * when the other side ends it, sends a line that is longer than any request, or does not read.
 */
final class FrontConnection implements Consumer<String> {
  private static final int LONGEST_LINE = 120;
  private static final int MOST_WAITING_BYTES = 4 << 20;
  private static final long LOOK_AGAIN_NANOS = 1_000_000;

  private final SocketChannel channel;
  private final Keeper keeper;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingBytes = new AtomicInteger();

  FrontConnection(SocketChannel channel, Keeper keeper) {
    this.channel = channel;
    this.keeper = keeper;
  }

  /** Serves until the end; the calling thread is the reading one. */
  void serve() {
    Thread writer = Thread.ofVirtual().start(this::write);
    accept("insula-spawner 1");
    keeper.welcome(this);
    try (channel) {
      read();
    } catch (IOException e) {
      System.err.println("insula-spawner: a connection of the front broke: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      keeper.dismiss(this);
      writer.interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    var line = new StringBuilder();
    while (channel.read(bytes.clear()) >= 0) {
      bytes.flip();
      while (bytes.hasRemaining()) {
        char c = (char) (bytes.get() & 0xff);
        if (c == '\n') {
          follow(line.toString());
          line.setLength(0);
        } else if (line.append(c).length() > LONGEST_LINE) {
          return;
        }
      }
    }
  }

  private void follow(String line) throws InterruptedException {
    // A front that asks faster than it reads the answers waits; nobody else does.
    while (waitingBytes.get() > MOST_WAITING_BYTES / 2 && channel.isOpen()) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    try {
      keeper.follow(Request.parse(line), this);
    } catch (IllegalArgumentException e) {
      accept(Line.refusal("-", String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void accept(String line) {
    if (waitingBytes.addAndGet(line.length() + 1) > MOST_WAITING_BYTES) {
      close();
    } else {
      waiting.add(line);
    }
  }

  private void write() {
    try {
      var out = Channels.newOutputStream(channel);
      while (channel.isOpen()) {
        var lines = new StringBuilder(waiting.take()).append('\n');
        for (String line = waiting.poll(); line != null; line = waiting.poll()) {
          lines.append(line).append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        waitingBytes.addAndGet(-lines.length());
      }
    } catch (IOException | InterruptedException e) {
      // The other side is gone, or the reader has ended: in both cases there is nobody to tell.
      close();
    }
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      System.err.println("insula-spawner: a connection cannot be closed: " + e.getMessage());
    }
  }
}
