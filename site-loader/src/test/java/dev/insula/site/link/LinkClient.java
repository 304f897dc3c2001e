package dev.insula.site.link;

import dev.insula.link.BufferShelf;
import dev.insula.link.FrameReader;
import dev.insula.link.Outbox;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The front's end of a link, each frame by hand. */
final class LinkClient implements Closeable, FrameReader.Handler {
  private final SocketChannel channel;
  private final Outbox out;
  private final FrameReader frames = new FrameReader();
  private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
  private final Map<Integer, StringBuilder> received = new HashMap<>();
  private final List<String> events = new ArrayList<>();

  LinkClient(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    out = new Outbox(new BufferShelf(1), channel::write);
    out.preface();
    flush();
  }

  private void flush() throws IOException {
    boolean all = out.flush();
    if (!all) {
      throw new IOException("a blocking socket takes everything");
    }
  }

  LinkClient send(int stream, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      out.data(stream, bytes, Math.min(bytes.remaining(), 50_000));
      flush();
    }
    return this;
  }

  LinkClient sendReset(int stream) throws IOException {
    out.reset(stream);
    flush();
    return this;
  }

  LinkClient sendCredit(int stream, int bytes) throws IOException {
    out.credit(stream, bytes);
    flush();
    return this;
  }

  LinkClient raw(int type, int number, int stream) throws IOException {
    channel.write(ByteBuffer.allocate(8).putInt((type << 24) | number).putInt(stream).flip());
    return this;
  }

  /** Reads until so many bytes of a stream have come; false when the link ends before. */
  boolean await(int stream, int bytes) throws IOException {
    while (text(stream).length() < bytes) {
      if (!read()) {
        return false;
      }
    }
    return true;
  }

  /** Reads until an event, such as {@code 1 end}; false when the link ends before. */
  boolean await(String event) throws IOException {
    while (!events.contains(event)) {
      if (!read()) {
        return false;
      }
    }
    return true;
  }

  private boolean read() throws IOException {
    if (channel.read(in.clear()) < 0) {
      return false;
    }
    frames.read(in.flip(), this);
    return true;
  }

  String text(int stream) {
    return received.computeIfAbsent(stream, _ -> new StringBuilder()).toString();
  }

  int length(int stream) {
    return received.computeIfAbsent(stream, _ -> new StringBuilder()).length();
  }

  @Override
  public void data(int stream, ByteBuffer part) {
    received
        .computeIfAbsent(stream, _ -> new StringBuilder())
        .append(StandardCharsets.ISO_8859_1.decode(part));
  }

  @Override
  public void credit(int stream, int bytes) {
    events.add(stream + " credit");
  }

  @Override
  public void end(int stream) {
    events.add(stream + " end");
  }

  @Override
  public void reset(int stream) {
    events.add(stream + " reset");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
