package dev.insula.host.hop;

import dev.insula.site.link.LinkAcceptor;
import io.undertow.server.DefaultByteBufferPool;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsListener;
import org.xnio.nio.UnixPeer;

/** The daemon's end of links before a site that knows none: each stream gets a socket there. */
final class LinkBridge implements Closeable {
  private static final int PIECE = 16 * 1024;

  private final XnioWorker worker;
  private final UdsListener listener;
  private final Path site;

  LinkBridge(Path socket, Path site) throws IOException {
    this.site = site;
    Files.deleteIfExists(socket);
    worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
    listener =
        Uds.listen(
            worker,
            socket,
            64,
            UnixPeer.anybody(),
            new LinkAcceptor(
                new DefaultByteBufferPool(true, PIECE),
                this::join,
                (connection, read) -> {
                  read.close();
                  IoUtils.safeClose(connection);
                }));
  }

  private void join(StreamConnection stream) {
    try {
      SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      socket.connect(UnixDomainSocketAddress.of(site));
      stream.setCloseListener(_ -> IoUtils.safeClose(socket));
      Thread.ofVirtual().start(() -> passOn(stream, () -> request(stream, socket)));
      Thread.ofVirtual().start(() -> passOn(stream, () -> answer(socket, stream)));
    } catch (IOException e) {
      IoUtils.safeClose(stream);
    }
  }

  private interface Pass {
    void go() throws IOException;
  }

  private static void passOn(StreamConnection stream, Pass pass) {
    try {
      pass.go();
    } catch (IOException e) {
      IoUtils.safeClose(stream);
    }
  }

  private static void request(StreamConnection stream, SocketChannel to) throws IOException {
    StreamSourceChannel from = stream.getSourceChannel();
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer.clear())) {
      if (count == 0) {
        from.awaitReadable();
      }
      if (!isTaken(buffer.flip(), to)) {
        return;
      }
    }
    to.shutdownOutput();
    // throws if this was not the end of one direction but of the stream
    stream.getSinkChannel().write(ByteBuffer.allocate(0));
  }

  /** What a site has answered before it closed is still to be passed on; that side ends then. */
  private static boolean isTaken(ByteBuffer buffer, SocketChannel to) {
    try {
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static void answer(SocketChannel from, StreamConnection stream) throws IOException {
    StreamSinkChannel to = stream.getSinkChannel();
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer.clear())) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (to.write(buffer) == 0) {
          to.awaitWritable();
        }
      }
    }
    to.shutdownWrites();
    to.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    worker.shutdownNow();
  }
}
