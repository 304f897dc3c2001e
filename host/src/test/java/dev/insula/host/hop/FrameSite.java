package dev.insula.host.hop;

import dev.insula.link.BufferShelf;
import dev.insula.link.Frame;
import dev.insula.link.FrameReader;
import dev.insula.link.LinkException;
import dev.insula.link.Outbox;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A daemon whose every frame is given by a script. */
final class FrameSite implements Closeable {
  /** What the site does with the bytes of a stream, on the thread of the link. */
  @FunctionalInterface
  interface Script {
    void came(Link link, int stream, String text) throws IOException;
  }

  /** One link, seen from the site. */
  static final class Link implements FrameReader.Handler, Closeable {
    private final SocketChannel channel;
    private final Script script;
    private final Outbox out;
    private volatile boolean ended;

    Link(SocketChannel channel, Script script) {
      this.channel = channel;
      this.script = script;
      this.out = new Outbox(new BufferShelf(1), channel::write);
    }

    void run() {
      try (this) {
        ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        FrameReader frames = new FrameReader();
        boolean begun = false;
        while (channel.read(in.clear()) >= 0) {
          if (in.flip().hasRemaining() && !begun) {
            begun = true;
            if (in.getLong() != Frame.PREFACE) {
              throw new IOException("no preface");
            }
          }
          frames.read(in, this);
        }
      } catch (IOException broken) {
        // the test sees what the client gets
      } finally {
        ended = true;
      }
    }

    @Override
    public void data(int stream, ByteBuffer part) throws LinkException {
      try {
        script.came(this, stream, StandardCharsets.ISO_8859_1.decode(part).toString());
      } catch (IOException e) {
        throw new LinkException(e.toString());
      }
    }

    @Override
    public void credit(int stream, int bytes) {}

    @Override
    public void end(int stream) {}

    @Override
    public void reset(int stream) {}

    synchronized void send(int stream, String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      out.data(stream, bytes, bytes.remaining());
      flush();
    }

    synchronized void end(int stream, boolean cleanly) throws IOException {
      if (cleanly) {
        out.end(stream);
      } else {
        out.reset(stream);
      }
      flush();
    }

    /** Sends eight bytes that need not be a frame. */
    synchronized void raw(int type, int number, int stream) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(8).putInt((type << 24) | number).putInt(stream);
      channel.write(frame.flip());
    }

    private void flush() throws IOException {
      while (!out.flush()) {
        Thread.onSpinWait();
      }
    }

    boolean hasEnded() {
      return ended;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private final ServerSocketChannel server;
  private final Script script;
  private final List<Link> links = new CopyOnWriteArrayList<>();

  FrameSite(Path socket, Script script) throws IOException {
    this.script = script;
    Files.deleteIfExists(socket);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), 64);
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        Link link = new Link(server.accept(), script);
        links.add(link);
        Thread.ofVirtual().start(link::run);
      } catch (IOException closed) {
        return;
      }
    }
  }

  List<Link> links() {
    return links;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Link link : links) {
      link.close();
    }
  }
}
